-- When each base of 1C last told us something about settlements, in whatever ledger: what is owed
-- is as old as that, and data that is too old never says that an order fits the credit.

CREATE TABLE accounts.bases_heard (
    base       text PRIMARY KEY,
    heard_at   timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON accounts.bases_heard TO kabinet_writer;
GRANT SELECT ON accounts.bases_heard TO kabinet_reader;

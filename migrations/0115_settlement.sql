-- How each document of the settlement ledger stands: what its stream folds to, beside it, so that
-- an exchange of thousands of documents is one lookup. Written in the append of its events.

CREATE SCHEMA accounts;
GRANT USAGE ON SCHEMA accounts TO kabinet_writer, kabinet_reader;

CREATE TABLE accounts.settlement_heads (
    base           text NOT NULL,
    -- The document's id in the base.
    source         text NOT NULL,
    -- A document that 1C moved from one customer to another has a stream with each.
    organization   text NOT NULL,
    document       uuid NOT NULL,
    -- How many events its stream has.
    sequence       bigint NOT NULL,
    -- The bits of an unsigned number.
    version        bigint NOT NULL,
    -- The digest of the entry that counts; nothing when the posting was cancelled.
    counts         bytea,
    PRIMARY KEY (base, source, organization)
);
GRANT SELECT, INSERT, UPDATE ON accounts.settlement_heads TO kabinet_writer;
ALTER TABLE accounts.settlement_heads ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts.settlement_heads FORCE ROW LEVEL SECURITY;
CREATE POLICY writes_all ON accounts.settlement_heads TO kabinet_writer, kabinet_owner
    USING (true) WITH CHECK (true);

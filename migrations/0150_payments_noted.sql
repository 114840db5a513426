-- Up to which position the ledger was looked at for what is paid for orders. What 1C says of an order
-- itself stays until the ledger changes, so a start must not begin anew.
CREATE TABLE accounts.payments_noted (
    only_row   boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    position   bigint NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON accounts.payments_noted TO kabinet_writer;
ALTER TABLE accounts.payments_noted ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts.payments_noted FORCE ROW LEVEL SECURITY;
CREATE POLICY writes_all ON accounts.payments_noted TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);

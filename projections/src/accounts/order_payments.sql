-- What the ledger knows to be paid for orders: payments of their invoices, and payments for them that
-- settle nothing yet.
CREATE TABLE order_payments (
    order_id       uuid PRIMARY KEY,
    organization   text NOT NULL,
    currency       text NOT NULL,
    paid           numeric NOT NULL
);

ALTER TABLE order_payments ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_payments FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON order_payments FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON order_payments TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);

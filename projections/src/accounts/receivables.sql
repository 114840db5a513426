-- What each organization owes and has paid ahead, summed over what is open.
CREATE TABLE receivables (
    organization   text NOT NULL,
    currency       text NOT NULL,
    -- What is open of what it has to pay.
    receivable     numeric NOT NULL,
    -- What is open of what it paid, or is owed.
    advance        numeric NOT NULL,
    PRIMARY KEY (organization, currency)
);
CREATE INDEX receivables_largest ON receivables (currency, receivable, organization) INCLUDE (advance);
-- Who has nothing open any more leaves the table.
CREATE INDEX receivables_settled ON receivables (organization) WHERE receivable = 0 AND advance = 0;

ALTER TABLE receivables ENABLE ROW LEVEL SECURITY;
ALTER TABLE receivables FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON receivables FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON receivables TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);

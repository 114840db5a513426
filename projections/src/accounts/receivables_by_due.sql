-- What all organizations together owe, by the day on which it is due: for those who see all of them.
CREATE TABLE receivables_by_due (
    currency   text NOT NULL,
    due        date NOT NULL,
    open       numeric NOT NULL,
    PRIMARY KEY (currency, due)
);

ALTER TABLE receivables_by_due ENABLE ROW LEVEL SECURITY;
ALTER TABLE receivables_by_due FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_staff ON receivables_by_due FOR SELECT TO kabinet_reader USING ((SELECT journal.is_staff()));
CREATE POLICY writes_all ON receivables_by_due TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);

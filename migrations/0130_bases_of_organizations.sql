-- The bases of 1C in which an organization has settlements: what it owes is as old as what the most
-- silent of them told last, whatever the others do.
CREATE TABLE accounts.bases_of_organizations (
    organization   text NOT NULL,
    base           text NOT NULL,
    PRIMARY KEY (organization, base)
);
INSERT INTO accounts.bases_of_organizations SELECT DISTINCT organization, base FROM accounts.settlement_heads;

GRANT SELECT, INSERT ON accounts.bases_of_organizations TO kabinet_writer;
GRANT SELECT ON accounts.bases_of_organizations TO kabinet_reader;
ALTER TABLE accounts.bases_of_organizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts.bases_of_organizations FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON accounts.bases_of_organizations FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON accounts.bases_of_organizations TO kabinet_writer, kabinet_owner
    USING (true) WITH CHECK (true);

-- Who decides on orders in whose place, and when.

CREATE SCHEMA IF NOT EXISTS approvals;
GRANT USAGE ON SCHEMA approvals TO kabinet_writer, kabinet_reader;

-- Written in the append of the delegation's events. Whether the two may still decide is
-- asked of organizations.access when a delegation is used.
CREATE TABLE approvals.delegations (
    id             uuid PRIMARY KEY,
    organization   text NOT NULL,
    from_person    uuid NOT NULL,
    to_person      uuid NOT NULL,
    starts         timestamptz NOT NULL,
    -- The first moment when it is over.
    until          timestamptz NOT NULL CHECK (until > starts),
    revoked        boolean NOT NULL DEFAULT false,
    granted_at     timestamptz NOT NULL,
    -- The administrator who granted it in the place of the giver.
    granted_by     uuid,
    -- Why: a text in journal.texts.
    reason         uuid,
    revoked_at     timestamptz,
    revoked_by     uuid,
    CHECK (from_person <> to_person)
);
CREATE INDEX delegations_organization ON approvals.delegations (organization, until) WHERE NOT revoked;
CREATE INDEX delegations_listed ON approvals.delegations (organization, granted_at, id);
GRANT SELECT, INSERT, UPDATE ON approvals.delegations TO kabinet_writer;
GRANT SELECT ON approvals.delegations TO kabinet_reader;
ALTER TABLE approvals.delegations ENABLE ROW LEVEL SECURITY;
ALTER TABLE approvals.delegations FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON approvals.delegations FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON approvals.delegations TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);

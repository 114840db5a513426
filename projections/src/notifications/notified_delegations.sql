-- What the projection itself has to remember. Nobody reads it: no policy lets a reader in.
CREATE TABLE notified_delegations (
    delegation_id   uuid PRIMARY KEY,
    organization    text NOT NULL,
    from_person     uuid NOT NULL,
    to_person       uuid NOT NULL,
    starts          timestamptz NOT NULL,
    until           timestamptz NOT NULL,
    revoked         boolean NOT NULL
);
CREATE INDEX notified_delegations_organization ON notified_delegations (organization, until) WHERE NOT revoked;

ALTER TABLE notified_delegations ENABLE ROW LEVEL SECURITY;
ALTER TABLE notified_delegations FORCE ROW LEVEL SECURITY;
CREATE POLICY writes_all ON notified_delegations TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);

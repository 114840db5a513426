-- What the projection itself has to remember. Nobody reads it: no policy lets a reader in.
CREATE TABLE notified_reconciliations (
    reconciliation   uuid PRIMARY KEY,
    organization     text NOT NULL,
    -- Who asked for it last.
    requester        uuid
);

ALTER TABLE notified_reconciliations ENABLE ROW LEVEL SECURITY;
ALTER TABLE notified_reconciliations FORCE ROW LEVEL SECURITY;
CREATE POLICY writes_all ON notified_reconciliations TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);

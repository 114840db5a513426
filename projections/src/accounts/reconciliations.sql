-- Requests for reconciliation statements: a row for each account and period.
CREATE TABLE reconciliations (
    reconciliation   uuid PRIMARY KEY,
    organization     text NOT NULL,
    contract         uuid NOT NULL,
    currency         text NOT NULL,
    first_day        date NOT NULL,
    last_day         date NOT NULL,
    -- Which time it is asked, and where that stands.
    round            bigint NOT NULL,
    status           text NOT NULL,
    requested_by     text NOT NULL,
    requested_at     timestamptz NOT NULL,
    sent_at          timestamptz,
    reminded_at      timestamptz,
    expires_at       timestamptz NOT NULL,
    ended_at         timestamptz,
    -- Why there is none, as 1C said it.
    reason           text,
    -- What 1C answered last, in whichever round: who of it, and its lines as JSON.
    answered_by      text,
    opening          numeric,
    closing          numeric,
    lines            json,
    made_at          timestamptz,
    -- With what the organization agreed last.
    agreed_by        text,
    agreed_at        timestamptz,
    agreed_known_at  timestamptz,
    agreed_closing   numeric,
    version          bigint NOT NULL,
    position         bigint NOT NULL
);
CREATE INDEX reconciliations_latest ON reconciliations (organization, requested_at DESC, reconciliation DESC);

ALTER TABLE reconciliations ENABLE ROW LEVEL SECURITY;
ALTER TABLE reconciliations FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON reconciliations FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON reconciliations TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);

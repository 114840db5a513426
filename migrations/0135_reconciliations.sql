-- Reconciliation statements that are asked of 1C: what it has to fetch, what it answered, and when
-- somebody has to be reminded.

ALTER TABLE exchange.outbox
    ALTER order_id DROP NOT NULL,
    ADD reconciliation uuid,
    DROP CONSTRAINT outbox_kind_check,
    ADD CONSTRAINT outbox_kind_check CHECK (kind IN ('order_confirmed', 'order_changed', 'order_cancelled',
        'reconciliation_requested', 'reconciliation_reminded')),
    ADD CONSTRAINT outbox_about_one CHECK (num_nonnulls(order_id, reconciliation) = 1);
CREATE INDEX outbox_reconciliation ON exchange.outbox (reconciliation, base) WHERE reconciliation IS NOT NULL;

-- The version of the last answer of a base to a request.
CREATE TABLE exchange.reconciliations (
    base             text NOT NULL REFERENCES exchange.bases,
    reconciliation   uuid NOT NULL,
    version          bigint NOT NULL,
    organization     text NOT NULL,
    stated_at        timestamptz NOT NULL,
    CONSTRAINT reconciliations_pkey PRIMARY KEY (base, reconciliation)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON exchange.reconciliations TO kabinet_writer;
ALTER TABLE exchange.reconciliations ENABLE ROW LEVEL SECURITY;
ALTER TABLE exchange.reconciliations FORCE ROW LEVEL SECURITY;
CREATE POLICY writes_all ON exchange.reconciliations TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);

-- The requests that wait for 1C. Written in the append of their events, and gone with their end.
CREATE TABLE accounts.open_reconciliations (
    id             uuid PRIMARY KEY,
    organization   text NOT NULL,
    -- When 1C is reminded, or nobody waits any more.
    next_due       timestamptz NOT NULL
);
CREATE INDEX open_reconciliations_organization ON accounts.open_reconciliations (organization);
CREATE INDEX open_reconciliations_next_due ON accounts.open_reconciliations (next_due, id);
GRANT SELECT, INSERT, UPDATE, DELETE ON accounts.open_reconciliations TO kabinet_writer;
ALTER TABLE accounts.open_reconciliations ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts.open_reconciliations FORCE ROW LEVEL SECURITY;
CREATE POLICY writes_all ON accounts.open_reconciliations TO kabinet_writer, kabinet_owner
    USING (true) WITH CHECK (true);

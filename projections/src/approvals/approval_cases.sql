CREATE TABLE approval_cases (
    case_id        uuid PRIMARY KEY,
    organization   text NOT NULL,
    order_id       uuid NOT NULL,
    round          integer NOT NULL,
    -- Those whose own order it is: who asked, and who wrote it.
    owners         uuid[] NOT NULL,
    -- Those who may decide now, as far as the case knows.
    waits_for      uuid[] NOT NULL,
    -- The aggregate itself: who may act and why not is asked of it, never told twice.
    state          jsonb NOT NULL,
    -- When each decision of the state was made, in their order.
    decided_at     timestamptz[] NOT NULL,
    opened_at      timestamptz NOT NULL,
    -- When the current stage began.
    stage_since    timestamptz NOT NULL,
    closed_at      timestamptz,
    version        bigint NOT NULL,
    position       bigint NOT NULL
);
CREATE INDEX approval_cases_order ON approval_cases (order_id, round);
CREATE INDEX approval_cases_open ON approval_cases (organization, opened_at, case_id) WHERE closed_at IS NULL;

ALTER TABLE approval_cases ENABLE ROW LEVEL SECURITY;
ALTER TABLE approval_cases FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON approval_cases FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON approval_cases TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);

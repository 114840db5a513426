CREATE TABLE approval_cases (
    case_id        uuid PRIMARY KEY,
    organization   text NOT NULL,
    order_id       uuid NOT NULL,
    round          integer NOT NULL,
    -- Those whose own order it is: who asked, and who wrote it.
    owners         uuid[] NOT NULL,
    -- Who asked.
    requester      uuid NOT NULL,
    -- The owners whom no rule allows to decide.
    barred         uuid[] NOT NULL,
    -- Those who may decide in a place of their own now, as far as the case knows.
    waits_for      uuid[] NOT NULL,
    -- Those who decided in the current stage, in whatever place.
    decided        uuid[] NOT NULL,
    -- The groups of the current stage: how many of whom have to agree, the barred left out.
    groups         jsonb NOT NULL,
    -- The aggregate itself: who may act and why not is asked of it, never told twice.
    state          jsonb NOT NULL,
    -- When each decision of the state was made, in their order.
    decided_at     timestamptz[] NOT NULL,
    -- What happened between the decisions, and when.
    course         jsonb NOT NULL,
    opened_at      timestamptz NOT NULL,
    -- When the current stage began.
    stage_since    timestamptz NOT NULL,
    -- When the first group of the current stage has to have decided.
    due_at         timestamptz,
    closed_at      timestamptz,
    version        bigint NOT NULL,
    position       bigint NOT NULL
);
CREATE INDEX approval_cases_order ON approval_cases (order_id, round);
CREATE INDEX approval_cases_open ON approval_cases (organization, COALESCE(due_at, 'infinity'), opened_at, case_id)
    WHERE closed_at IS NULL;

ALTER TABLE approval_cases ENABLE ROW LEVEL SECURITY;
ALTER TABLE approval_cases FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON approval_cases FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON approval_cases TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);

-- The approval cases that wait for somebody, for what happens by itself: deadlines that
-- pass, approvers who are lost, organizations that are blocked.

CREATE SCHEMA IF NOT EXISTS approvals;
GRANT USAGE ON SCHEMA approvals TO kabinet_writer, kabinet_reader;

-- Written in the append of a case's events, and gone with its end.
CREATE TABLE approvals.open_cases (
    id             uuid PRIMARY KEY,
    organization   text NOT NULL,
    order_id       uuid NOT NULL,
    -- Everybody who is asked in any stage.
    people         uuid[] NOT NULL,
    suspended      boolean NOT NULL,
    -- When the time of a group is over that has not agreed; never while suspended.
    next_due       timestamptz
);
CREATE INDEX open_cases_organization ON approvals.open_cases (organization, id);
CREATE INDEX open_cases_next_due ON approvals.open_cases (next_due, id) WHERE next_due IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON approvals.open_cases TO kabinet_writer;
ALTER TABLE approvals.open_cases ENABLE ROW LEVEL SECURITY;
ALTER TABLE approvals.open_cases FORCE ROW LEVEL SECURITY;
CREATE POLICY writes_all ON approvals.open_cases TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);

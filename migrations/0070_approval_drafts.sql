-- Approval policies that somebody is writing: nobody's history, so a table. What was published is
-- in the journal.

CREATE SCHEMA IF NOT EXISTS approvals;
GRANT USAGE ON SCHEMA approvals TO kabinet_writer, kabinet_reader;

-- One draft of an organization. Its version counts every change and goes on after the draft was
-- published or given up, so that nobody overwrites a draft that they did not see.
CREATE TABLE approvals.policy_drafts (
    organization   text PRIMARY KEY,
    version        bigint NOT NULL,
    -- The version in force that it was begun with; 0 is the default policy.
    based_on       integer NOT NULL,
    -- Rules in the shape of commands::approvals::WordedRule, with the words in them, since a draft
    -- can be erased as it is; nothing when there is no draft.
    rules          json,
    saved_by       text NOT NULL,
    saved_at       timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON approvals.policy_drafts TO kabinet_writer;
GRANT SELECT ON approvals.policy_drafts TO kabinet_reader;
ALTER TABLE approvals.policy_drafts ENABLE ROW LEVEL SECURITY;
ALTER TABLE approvals.policy_drafts FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON approvals.policy_drafts FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()));
CREATE POLICY writes_all ON approvals.policy_drafts TO kabinet_writer, kabinet_owner
    USING (true) WITH CHECK (true);

CREATE TABLE notifications (
    person          uuid NOT NULL,
    organization    text NOT NULL,
    -- That of the event: a person is told once by one event.
    position        bigint NOT NULL,
    event_id        uuid NOT NULL,
    kind            text NOT NULL,
    order_id        uuid,
    case_id         uuid,
    delegation_id   uuid,
    reconciliation  uuid,
    -- What somebody wrote about it.
    text_id         uuid,
    -- In whose place the person is told.
    in_place_of     uuid,
    actor           text NOT NULL,
    at              timestamptz NOT NULL,
    PRIMARY KEY (person, position)
);
CREATE INDEX notifications_organization ON notifications (person, organization, position);

ALTER TABLE notifications ENABLE ROW LEVEL SECURITY;
ALTER TABLE notifications FORCE ROW LEVEL SECURITY;
-- What one was told oneself, in the organizations where one is let in now: in the one that is
-- looked at, or in all of them.
CREATE POLICY reads_own ON notifications FOR SELECT TO kabinet_reader
    USING (person::text = (SELECT current_setting('kabinet.person', true))
       AND organization IN (SELECT access.organization FROM organizations.access
                             WHERE access.person::text = (SELECT current_setting('kabinet.person', true))
                               AND cardinality(access.roles) > 0
                               AND NOT access.member_blocked AND NOT access.organization_blocked)
       AND organization = coalesce(nullif((SELECT journal.current_organization()), ''), organization));
CREATE POLICY writes_all ON notifications TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);

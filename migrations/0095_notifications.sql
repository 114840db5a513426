-- What people have read of what they were told. What they were told is a read table.

CREATE SCHEMA notifications;
GRANT USAGE ON SCHEMA notifications TO kabinet_writer, kabinet_reader;

-- Single notifications, each named by the event that it is about.
CREATE TABLE notifications.read (
    person         uuid NOT NULL,
    organization   text NOT NULL,
    event_id       uuid NOT NULL,
    read_at        timestamptz NOT NULL,
    CONSTRAINT read_pkey PRIMARY KEY (person, organization, event_id)
);

-- Everything in an organization up to a position of the journal. The earliest mark behind a
-- notification says when it was read, so the earlier marks stay.
CREATE TABLE notifications.read_up_to (
    person         uuid NOT NULL,
    organization   text NOT NULL,
    position       bigint NOT NULL,
    read_at        timestamptz NOT NULL,
    CONSTRAINT read_up_to_pkey PRIMARY KEY (person, organization, position)
);

GRANT SELECT, INSERT ON notifications.read, notifications.read_up_to TO kabinet_writer;
GRANT SELECT ON notifications.read, notifications.read_up_to TO kabinet_reader;
ALTER TABLE notifications.read ENABLE ROW LEVEL SECURITY;
ALTER TABLE notifications.read FORCE ROW LEVEL SECURITY;
ALTER TABLE notifications.read_up_to ENABLE ROW LEVEL SECURITY;
ALTER TABLE notifications.read_up_to FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own ON notifications.read FOR SELECT TO kabinet_reader
    USING (person::text = (SELECT current_setting('kabinet.person', true)));
CREATE POLICY writes_all ON notifications.read TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);
CREATE POLICY reads_own ON notifications.read_up_to FOR SELECT TO kabinet_reader
    USING (person::text = (SELECT current_setting('kabinet.person', true)));
CREATE POLICY writes_all ON notifications.read_up_to TO kabinet_writer, kabinet_owner
    USING (true) WITH CHECK (true);

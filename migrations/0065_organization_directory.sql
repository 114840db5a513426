-- What orders and their approval need to know of an organization at once: who manages whom and
-- up to what sum, the cost centres, where to deliver, when people work. All of it is as the
-- organization's events left it and is written in their append, as the access rows are.

-- Neither of them changes what the person may do, so they do not count the epoch up.
ALTER TABLE organizations.access
    ADD COLUMN manager                   uuid,
    ADD COLUMN approval_limit            numeric CHECK (approval_limit >= 0),
    ADD COLUMN approval_limit_currency   text CHECK (approval_limit_currency ~ '^[A-Z]{3}$'),
    ADD CONSTRAINT access_limit_has_currency
        CHECK ((approval_limit IS NULL) = (approval_limit_currency IS NULL));

-- Closed ones stay: orders name them. The owner may have left since: whoever asks looks.
CREATE TABLE organizations.cost_centres (
    id             uuid PRIMARY KEY,
    organization   text NOT NULL,
    code           text NOT NULL,
    name           text NOT NULL,
    owner          uuid NOT NULL,
    closed         boolean NOT NULL DEFAULT false
);
CREATE INDEX cost_centres_organization ON organizations.cost_centres (organization, code);
GRANT SELECT, INSERT, UPDATE ON organizations.cost_centres TO kabinet_writer;
GRANT SELECT ON organizations.cost_centres TO kabinet_reader;
ALTER TABLE organizations.cost_centres ENABLE ROW LEVEL SECURITY;
ALTER TABLE organizations.cost_centres FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON organizations.cost_centres FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON organizations.cost_centres TO kabinet_writer, kabinet_owner
    USING (true) WITH CHECK (true);

-- The words of an address are in journal.texts, where they can be erased.
CREATE TABLE organizations.delivery_addresses (
    id             uuid PRIMARY KEY,
    organization   text NOT NULL,
    text_id        uuid NOT NULL,
    retired        boolean NOT NULL DEFAULT false
);
CREATE INDEX delivery_addresses_organization ON organizations.delivery_addresses (organization, id);
GRANT SELECT, INSERT, UPDATE ON organizations.delivery_addresses TO kabinet_writer;
GRANT SELECT ON organizations.delivery_addresses TO kabinet_reader;
ALTER TABLE organizations.delivery_addresses ENABLE ROW LEVEL SECURITY;
ALTER TABLE organizations.delivery_addresses FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON organizations.delivery_addresses FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON organizations.delivery_addresses TO kabinet_writer, kabinet_owner
    USING (true) WITH CHECK (true);

-- Where the day of an organization begins, and when its people work.
CREATE TABLE organizations.settings (
    organization   text PRIMARY KEY,
    time_zone      text NOT NULL,
    -- In the shape of domain::organizations::WorkingCalendar; none is the default one.
    calendar       json
);
GRANT SELECT, INSERT, UPDATE ON organizations.settings TO kabinet_writer;
GRANT SELECT ON organizations.settings TO kabinet_reader;
ALTER TABLE organizations.settings ENABLE ROW LEVEL SECURITY;
ALTER TABLE organizations.settings FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON organizations.settings FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON organizations.settings TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);

-- Organizations that were registered before.
INSERT INTO organizations.settings (organization, time_zone)
SELECT organization, payload::jsonb #>> '{Registered,time_zone}'
  FROM journal.events
 WHERE aggregate_type = 'organization' AND event_type = 'Registered';

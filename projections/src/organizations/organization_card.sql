CREATE TABLE organization_card (
    organization    text PRIMARY KEY,
    kind            text NOT NULL,
    -- Of companies only: the data of persons is erasable and joined when it is read.
    name            text,
    inn             text,
    kpp             text,
    legal_address   text,
    payment_terms   jsonb NOT NULL,
    time_zone       text NOT NULL,
    -- Why it is blocked.
    blocked         text,
    registered_at   timestamptz NOT NULL,
    version         bigint NOT NULL,
    position        bigint NOT NULL
);

ALTER TABLE organization_card ENABLE ROW LEVEL SECURITY;
ALTER TABLE organization_card FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON organization_card FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff())
        -- Whoever belongs to several chooses by their names.
        OR organization IN (SELECT access.organization FROM organizations.access
                             WHERE access.person::text = (SELECT current_setting('kabinet.person', true))
                               AND cardinality(access.roles) > 0));
CREATE POLICY writes_all ON organization_card TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);

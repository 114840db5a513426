-- Who may act where, and the contracts under which orders are made.

CREATE SCHEMA organizations;
GRANT USAGE ON SCHEMA organizations TO kabinet_writer, kabinet_reader;

-- What a person may do in an organization (or at the supplier), as the organization's
-- events left it. Written in the append of those events; every append and every read
-- checks the row that it relied on by its epoch.
CREATE TABLE organizations.access (
    person                 uuid NOT NULL,
    organization           text NOT NULL,
    roles                  text[] NOT NULL,
    member_blocked         boolean NOT NULL DEFAULT false,
    organization_blocked   boolean NOT NULL DEFAULT false,
    epoch                  bigint NOT NULL DEFAULT 1,
    CONSTRAINT access_pkey PRIMARY KEY (person, organization)
);
CREATE INDEX access_organization ON organizations.access (organization);
GRANT SELECT, INSERT, UPDATE, DELETE ON organizations.access TO kabinet_writer;
GRANT SELECT ON organizations.access TO kabinet_reader;
ALTER TABLE organizations.access ENABLE ROW LEVEL SECURITY;
ALTER TABLE organizations.access FORCE ROW LEVEL SECURITY;
-- A person sees the own rows of all organizations: this is how the choice of one is offered.
CREATE POLICY reads_own_rows ON organizations.access FOR SELECT TO kabinet_reader
    USING (person::text = (SELECT current_setting('kabinet.person', true))
        OR organization = (SELECT journal.current_organization())
        OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON organizations.access TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);

-- Colleagues read each other in the directory, also those who left: their rows stay, without
-- roles, and histories name them. One probe of the key for each person that is read.
CREATE POLICY reads_colleagues ON identity.directory FOR SELECT TO kabinet_reader
    USING (EXISTS (SELECT FROM organizations.access
                    WHERE access.person = directory.person
                      AND access.organization = (SELECT journal.current_organization())));

-- What the supplier's people are called, for the histories of a buyer's orders, which hold
-- their ids: the name alone, and only of ids that somebody already has. It runs as the owner,
-- since members see neither these rows of the directory nor the supplier's access rows.
CREATE FUNCTION identity.staff_names(people uuid[]) RETURNS TABLE (person uuid, full_name text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT directory.person, directory.full_name
      FROM identity.directory
     WHERE directory.person = ANY (people)
       AND EXISTS (SELECT FROM organizations.access
                    WHERE access.person = directory.person AND access.organization = 'supplier') $$;
REVOKE ALL ON FUNCTION identity.staff_names(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity.staff_names(uuid[]) TO kabinet_reader;

-- The supplier's own legal entities, which sell under contracts. They belong to 1C.
CREATE TABLE organizations.legal_entities (
    id                      uuid PRIMARY KEY,
    name                    text NOT NULL,
    inn                     text NOT NULL,
    kpp                     text,
    legal_address           text NOT NULL,
    bank                    text NOT NULL,
    bic                     text NOT NULL,
    account                 text NOT NULL,
    correspondent_account   text
);
GRANT SELECT, INSERT, UPDATE ON organizations.legal_entities TO kabinet_writer;
GRANT SELECT ON organizations.legal_entities TO kabinet_reader;

-- Contracts of organizations with the supplier. They belong to 1C as well.
CREATE TABLE organizations.contracts (
    id              uuid PRIMARY KEY,
    organization    text NOT NULL,
    number          text NOT NULL,
    signed_on       date NOT NULL,
    currency        text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    -- When to pay, in the shape of domain::vocabulary::PaymentTerms.
    payment_terms   json NOT NULL,
    price_type      uuid NOT NULL,
    legal_entity    uuid NOT NULL REFERENCES organizations.legal_entities
);
CREATE INDEX contracts_organization ON organizations.contracts (organization, id);
GRANT SELECT, INSERT, UPDATE ON organizations.contracts TO kabinet_writer;
GRANT SELECT ON organizations.contracts TO kabinet_reader;
ALTER TABLE organizations.contracts ENABLE ROW LEVEL SECURITY;
ALTER TABLE organizations.contracts FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON organizations.contracts FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON organizations.contracts TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);

-- Legal data of sole traders and private persons is personal data: it is here, where
-- it can be erased, and not in events.
CREATE TABLE organizations.personal_legal_data (
    organization    text PRIMARY KEY,
    name            text NOT NULL,
    inn             text,
    legal_address   text
);
GRANT SELECT, INSERT, UPDATE, DELETE ON organizations.personal_legal_data TO kabinet_writer;
GRANT SELECT ON organizations.personal_legal_data TO kabinet_reader;
ALTER TABLE organizations.personal_legal_data ENABLE ROW LEVEL SECURITY;
ALTER TABLE organizations.personal_legal_data FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON organizations.personal_legal_data FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON organizations.personal_legal_data TO kabinet_writer, kabinet_owner
    USING (true) WITH CHECK (true);

-- Whose turn it is to submit, and the templates of orders.

-- How many orders of a member were submitted: the next submission is written only if there
-- were no more of them since it looked.
CREATE TABLE ordering.turns (
    organization   text NOT NULL,
    member         uuid NOT NULL,
    taken          bigint NOT NULL,
    CONSTRAINT turns_pkey PRIMARY KEY (organization, member)
);
GRANT SELECT, INSERT, UPDATE ON ordering.turns TO kabinet_writer;
ALTER TABLE ordering.turns ENABLE ROW LEVEL SECURITY;
ALTER TABLE ordering.turns FORCE ROW LEVEL SECURITY;
CREATE POLICY writes_all ON ordering.turns TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);

-- A list of goods that is ordered again and again: its owner's own, or shared in the
-- organization. Its version counts every change.
CREATE TABLE ordering.templates (
    id             uuid PRIMARY KEY,
    organization   text NOT NULL,
    owner          uuid NOT NULL,
    name           text NOT NULL CHECK (name <> ''),
    -- What makes a name the same as another: its letters, whatever their case.
    name_key       text NOT NULL,
    shared         boolean NOT NULL,
    version        bigint NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL,
    changed_at     timestamptz NOT NULL,
    CONSTRAINT templates_name UNIQUE (organization, owner, name_key)
);
CREATE INDEX templates_by_name ON ordering.templates (organization, name_key COLLATE "C", id);
CREATE TABLE ordering.template_lines (
    template       uuid NOT NULL REFERENCES ordering.templates ON DELETE CASCADE,
    product        uuid NOT NULL,
    quantity       numeric NOT NULL CHECK (quantity > 0),
    -- The place of the line, from 1.
    ordinal        integer NOT NULL,
    PRIMARY KEY (template, product)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON ordering.templates, ordering.template_lines TO kabinet_writer;
GRANT SELECT ON ordering.templates, ordering.template_lines TO kabinet_reader;
ALTER TABLE ordering.templates ENABLE ROW LEVEL SECURITY;
ALTER TABLE ordering.templates FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_and_shared ON ordering.templates FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization())
       AND (shared OR owner::text = (SELECT current_setting('kabinet.person', true))));
CREATE POLICY writes_all ON ordering.templates TO kabinet_writer, kabinet_owner
    USING (true) WITH CHECK (true);
ALTER TABLE ordering.template_lines ENABLE ROW LEVEL SECURITY;
ALTER TABLE ordering.template_lines FORCE ROW LEVEL SECURITY;
-- The subquery is under the policy of templates itself.
CREATE POLICY reads_own_and_shared ON ordering.template_lines FOR SELECT TO kabinet_reader
    USING (EXISTS (SELECT FROM ordering.templates WHERE templates.id = template_lines.template));
CREATE POLICY writes_all ON ordering.template_lines TO kabinet_writer, kabinet_owner
    USING (true) WITH CHECK (true);

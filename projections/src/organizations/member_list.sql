CREATE TABLE member_list (
    organization   text NOT NULL,
    person         uuid NOT NULL,
    roles          text[] NOT NULL,
    blocked        boolean NOT NULL,
    joined_at      timestamptz NOT NULL,
    PRIMARY KEY (organization, person)
);

ALTER TABLE member_list ENABLE ROW LEVEL SECURITY;
ALTER TABLE member_list FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON member_list FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON member_list TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);

-- What documents settle, as each version of them says it.
CREATE TABLE settlement_links (
    document       uuid NOT NULL,
    sequence       bigint NOT NULL,
    target         uuid NOT NULL,
    organization   text NOT NULL,
    amount         numeric NOT NULL,
    -- Whether the version counts now.
    counts         boolean NOT NULL DEFAULT true,
    PRIMARY KEY (document, sequence, target)
);
CREATE INDEX settlement_links_target ON settlement_links (target) WHERE counts;

ALTER TABLE settlement_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE settlement_links FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON settlement_links FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON settlement_links TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);

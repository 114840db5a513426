-- What organizations may order on credit: a row for each organization and currency.
CREATE TABLE credit (
    organization   text NOT NULL,
    currency       text NOT NULL,
    -- The aggregate itself, and who agreed what: what is available is asked of it, never told twice.
    state          jsonb NOT NULL,
    -- How many orders wait for credit.
    waiting        bigint NOT NULL,
    version        bigint NOT NULL,
    position       bigint NOT NULL,
    PRIMARY KEY (organization, currency)
);

ALTER TABLE credit ENABLE ROW LEVEL SECURITY;
ALTER TABLE credit FORCE ROW LEVEL SECURITY;
CREATE POLICY reads_own_organization ON credit FOR SELECT TO kabinet_reader
    USING (organization = (SELECT journal.current_organization()) OR (SELECT journal.is_staff()));
CREATE POLICY writes_all ON credit TO kabinet_writer, kabinet_owner USING (true) WITH CHECK (true);

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

-- By how much documents that count now settle each other, for all pairs of which one is given. The
-- rule is that of domain::accounts::settlement::Ledger; a test holds the two against each other.
DROP FUNCTION IF EXISTS settlement_parts(uuid[]);
CREATE FUNCTION settlement_parts(documents uuid[])
    RETURNS TABLE (document uuid, target uuid, amount numeric) LANGUAGE sql STABLE AS $$
    WITH targets AS MATERIALIZED (
        SELECT unnest(documents) AS target
        UNION
        SELECT link.target FROM settlement_links link WHERE link.document = ANY (documents) AND link.counts
    ), bearable AS (
        SELECT link.document, link.target, link.amount,
               target.amount - target.allocated
                   - coalesce(sum(link.amount) OVER (
                         PARTITION BY link.target ORDER BY source.effective, link.document
                         ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS left_of_target
          FROM targets
          JOIN settlement_links link ON link.target = targets.target AND link.counts
          JOIN settlement_entries source ON source.document = link.document AND source.known_to = 'infinity'
          JOIN settlement_entries target ON target.document = link.target AND target.known_to = 'infinity'
         WHERE source.side <> target.side AND source.organization = target.organization
           AND source.contract = target.contract AND source.currency = target.currency
    )
    SELECT document, target, least(amount, left_of_target) FROM bearable WHERE left_of_target > 0 $$;

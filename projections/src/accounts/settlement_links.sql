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
-- Few are asked for, of very many. The planner does not know and would read whole tables: hence the
-- lateral subqueries, each of which is one look into an index.
DROP FUNCTION IF EXISTS settlement_parts(uuid[]);
CREATE FUNCTION settlement_parts(documents uuid[])
    RETURNS TABLE (document uuid, target uuid, amount numeric) LANGUAGE sql STABLE AS $$
    WITH targets AS MATERIALIZED (
        SELECT unnest(documents) AS target
        UNION
        SELECT link.target FROM unnest(documents) AS asked (document) CROSS JOIN LATERAL (
            SELECT settles.target FROM settlement_links settles
             WHERE settles.document = asked.document AND settles.counts OFFSET 0) AS link
    ), bearable AS (
        SELECT link.document, link.target, link.amount,
               target.amount - target.allocated
                   - coalesce(sum(link.amount) OVER (
                         PARTITION BY link.target ORDER BY source.effective, link.document
                         ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS left_of_target
          FROM targets
          CROSS JOIN LATERAL (
              SELECT * FROM settlement_links settles
               WHERE settles.target = targets.target AND settles.counts OFFSET 0) AS link
          CROSS JOIN LATERAL (
              SELECT * FROM settlement_entries entry
               WHERE entry.document = link.document AND entry.known_to = 'infinity' LIMIT 1) AS source
          CROSS JOIN LATERAL (
              SELECT * FROM settlement_entries entry
               WHERE entry.document = link.target AND entry.known_to = 'infinity' LIMIT 1) AS target
         WHERE source.side <> target.side AND source.organization = target.organization
           AND source.contract = target.contract AND source.currency = target.currency
    )
    SELECT document, target, least(amount, left_of_target) FROM bearable WHERE left_of_target > 0 $$;

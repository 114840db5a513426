-- What is open of documents whose settlement may have changed: those of the page, those that they
-- settle or settled, and all that settle one of these. The rule is that of
-- domain::accounts::settlement::Ledger; a test holds the two against each other.
WITH touched AS MATERIALIZED (
    SELECT unnest($1::uuid[]) AS document
), concerned AS MATERIALIZED (
    SELECT document FROM touched
    UNION
    SELECT link.document FROM settlement_links link JOIN touched ON link.target = touched.document WHERE link.counts
), targets AS MATERIALIZED (
    SELECT document AS target FROM concerned
    UNION
    SELECT link.target FROM settlement_links link JOIN concerned USING (document) WHERE link.counts
), bearable AS MATERIALIZED (
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
), settled AS MATERIALIZED (
    SELECT document, target, least(amount, left_of_target) AS amount FROM bearable WHERE left_of_target > 0
), sums AS (
    SELECT document, sum(amount) AS amount
      FROM (SELECT document, amount FROM settled UNION ALL SELECT target, amount FROM settled) AS part
     GROUP BY document
)
UPDATE settlement_entries entry
   SET open = entry.amount - coalesce(sums.amount, 0)
  FROM concerned LEFT JOIN sums USING (document)
 WHERE entry.document = concerned.document AND entry.known_to = 'infinity'
   AND entry.open <> entry.amount - coalesce(sums.amount, 0)

-- What is open of documents whose settlement may have changed: those of the page, those that they
-- settle or settled, and all that settle one of these.
WITH touched AS MATERIALIZED (
    SELECT unnest($1::uuid[]) AS document
), concerned AS MATERIALIZED (
    SELECT document FROM touched
    UNION
    SELECT link.document FROM settlement_links link JOIN touched ON link.target = touched.document WHERE link.counts
), settled AS MATERIALIZED (
    SELECT part.* FROM settlement_parts((SELECT array_agg(document) FROM concerned)) AS part
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

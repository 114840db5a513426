-- What is open of documents whose settlement may have changed: those of the page, those that they
-- settle or settled, and all that settle one of these. The sums over them follow by the difference.
WITH touched AS MATERIALIZED (
    SELECT unnest($1::uuid[]) AS document
), concerned AS MATERIALIZED (
    SELECT document FROM touched
    UNION
    SELECT link.document FROM touched CROSS JOIN LATERAL (
        SELECT settles.document FROM settlement_links settles
         WHERE settles.target = touched.document AND settles.counts OFFSET 0) AS link
), settled AS MATERIALIZED (
    SELECT part.* FROM settlement_parts((SELECT array_agg(document) FROM concerned)) AS part
), sums AS (
    SELECT document, sum(amount) AS amount
      FROM (SELECT document, amount FROM settled UNION ALL SELECT target, amount FROM settled) AS part
     GROUP BY document
), changed AS MATERIALIZED (
    SELECT entry.document, entry.sequence, entry.organization, entry.currency, entry.side, entry.due,
           entry.open AS before,
           CASE entry.known_to WHEN 'infinity' THEN entry.amount - coalesce(sums.amount, 0) ELSE 0 END AS now
      FROM concerned LEFT JOIN sums USING (document)
      CROSS JOIN LATERAL (
          SELECT * FROM settlement_entries version
           WHERE version.document = concerned.document AND (version.known_to = 'infinity' OR version.open <> 0)
          OFFSET 0) AS entry
), opened AS (
    UPDATE settlement_entries entry SET open = changed.now FROM changed
     WHERE entry.document = changed.document AND entry.sequence = changed.sequence
       AND changed.now <> changed.before
), summed AS (
    INSERT INTO receivables AS total (organization, currency, receivable, advance)
    SELECT organization, currency, trim_scale(coalesce(sum(now - before) FILTER (WHERE side = 'debit'), 0)),
           trim_scale(coalesce(sum(now - before) FILTER (WHERE side = 'credit'), 0))
      FROM changed WHERE now <> before GROUP BY organization, currency ORDER BY organization, currency
    ON CONFLICT (organization, currency) DO UPDATE
       SET receivable = trim_scale(total.receivable + excluded.receivable),
           advance = trim_scale(total.advance + excluded.advance)
)
INSERT INTO receivables_by_due AS total (currency, due, open)
SELECT currency, due, trim_scale(sum(now - before))
  FROM changed WHERE now <> before AND side = 'debit' AND due IS NOT NULL
 GROUP BY currency, due ORDER BY currency, due
ON CONFLICT (currency, due) DO UPDATE SET open = trim_scale(total.open + excluded.open)

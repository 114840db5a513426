WITH page AS (
    SELECT organization, receivable, receivable - advance AS balance
      FROM receivables
     WHERE currency = $1 AND receivable > 0
       AND ($3::numeric IS NULL OR (receivable, organization) < ($3, $4::text))
       AND ($5::numeric IS NULL OR (receivable, organization) > ($5, $6::text))
     ORDER BY CASE WHEN $7 THEN receivable END, CASE WHEN $7 THEN organization END, receivable DESC, organization DESC
     LIMIT $8
)
SELECT page.organization AS "organization!", receivable AS "receivable!", overdue AS "overdue!",
       due_since AS "due_since?", balance AS "balance!"
  FROM page
  CROSS JOIN LATERAL (
      SELECT coalesce(sum(entry.open), 0) AS overdue, min(entry.due) AS due_since
        FROM settlement_entries entry
       WHERE entry.organization = page.organization AND entry.currency = $1 AND entry.open > 0
         AND entry.side = 'debit' AND entry.due < $2::date) AS late
 ORDER BY CASE WHEN $7 THEN receivable END, CASE WHEN $7 THEN page.organization END, receivable DESC,
          page.organization DESC

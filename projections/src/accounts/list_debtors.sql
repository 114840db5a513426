WITH debtor AS (
    SELECT organization, coalesce(sum(open) FILTER (WHERE side = 'debit'), 0) AS receivable,
           coalesce(sum(open) FILTER (WHERE side = 'debit' AND due < $2::date), 0) AS overdue,
           min(due) FILTER (WHERE side = 'debit' AND due < $2) AS due_since,
           sum(CASE side WHEN 'debit' THEN open ELSE -open END) AS balance
      FROM settlement_entries
     WHERE currency = $1 AND open > 0
     GROUP BY organization
)
SELECT organization, receivable AS "receivable!", overdue AS "overdue!", due_since AS "due_since?",
       balance AS "balance!"
  FROM debtor
 WHERE receivable > 0
   AND ($3::numeric IS NULL OR (receivable, organization) < ($3, $4::text))
   AND ($5::numeric IS NULL OR (receivable, organization) > ($5, $6::text))
 ORDER BY CASE WHEN $7 THEN receivable END, CASE WHEN $7 THEN organization END, receivable DESC, organization DESC
 LIMIT $8

-- $2: balances that came before then; $1: of whom, or of all.
SELECT stated.organization, stated.contract, stated.currency, stated.amount AS theirs,
       known.ours AS "ours!", stated.as_of, stated.received_at
  FROM exchange.balances stated
  LEFT JOIN organization_card card ON card.organization = stated.organization
  CROSS JOIN LATERAL (
      SELECT coalesce(sum(entry.signed), 0) AS ours
        FROM settlement_entries entry
       WHERE entry.organization = stated.organization AND entry.contract = stated.contract
         AND entry.currency = stated.currency
         AND entry.effective <= (stated.as_of AT TIME ZONE coalesce(card.time_zone, 'Europe/Moscow'))::date
         AND entry.known_from <= stated.received_at + interval '1 minute'
         AND entry.known_to > stated.received_at + interval '1 minute') AS known
 WHERE ($1::text IS NULL OR stated.organization = $1) AND stated.received_at <= $2
   AND known.ours <> stated.amount
 ORDER BY abs(known.ours - stated.amount) DESC, stated.organization, stated.contract
 LIMIT 100

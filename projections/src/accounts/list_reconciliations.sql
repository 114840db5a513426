SELECT reconciliation, organization, contract, currency, first_day, last_day, round, status, requested_by,
       requested_at, sent_at, reminded_at, expires_at, ended_at, reason, answered_by, opening, closing, made_at,
       agreed_by, agreed_at, agreed_known_at, agreed_closing
  FROM reconciliations
 WHERE organization = $1 AND ($2::uuid IS NULL OR reconciliation = $2)
   AND ($3::timestamptz IS NULL OR (requested_at, reconciliation) < ($3, $4::uuid))
   AND ($5::timestamptz IS NULL OR (requested_at, reconciliation) > ($5, $6::uuid))
 ORDER BY CASE WHEN $7 THEN requested_at END, CASE WHEN $7 THEN reconciliation END,
          requested_at DESC, reconciliation DESC
 LIMIT $8

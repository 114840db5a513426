SELECT document, organization, contract, currency, kind, side, number, effective, due, amount, open, order_id,
       known_from
  FROM settlement_entries
 WHERE organization = $1 AND known_to = 'infinity'
   AND ($2::uuid IS NULL OR contract = $2) AND ($3::text IS NULL OR currency = $3)
   AND (cardinality($4::text[]) = 0 OR kind = ANY ($4)) AND (NOT $5 OR open > 0)
   AND ($6::date IS NULL OR effective >= $6) AND ($7::date IS NULL OR effective <= $7)
   AND ($8::uuid IS NULL OR order_id = $8)
   AND ($9::date IS NULL OR (effective, document) < ($9, $10::uuid))
   AND ($11::date IS NULL OR (effective, document) > ($11, $12::uuid))
 ORDER BY CASE WHEN $13 THEN effective END, CASE WHEN $13 THEN document END, effective DESC, document DESC
 LIMIT $14

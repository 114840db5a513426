SELECT file.id, file.order_id, file.kind, file.number, file.date, file.name, file.media, file.size, file.received_at
  FROM documents.files file
 WHERE file.organization = $1 AND NOT file.withdrawn AND ($2::uuid IS NULL OR file.id = $2)
   -- Whoever does not see the account sees what belongs to the orders that they see.
   AND ($3 OR EXISTS (SELECT FROM order_list seen
                       WHERE seen.order_id = file.order_id AND ($4::uuid IS NULL OR seen.author = $4)))
   AND ($5::text IS NULL OR file.kind = $5) AND ($6::uuid IS NULL OR file.order_id = $6)
   AND ($7::date IS NULL OR file.date >= $7) AND ($8::date IS NULL OR file.date <= $8)
   AND ($9::date IS NULL OR (file.date, file.id) < ($9, $10::uuid))
   AND ($11::date IS NULL OR (file.date, file.id) > ($11, $12::uuid))
 ORDER BY CASE WHEN $13 THEN file.date END, CASE WHEN $13 THEN file.id END, file.date DESC, file.id DESC
 LIMIT $14

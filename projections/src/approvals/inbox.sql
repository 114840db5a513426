SELECT case_id, organization, order_id, round, state AS "state: Json<ApprovalCase>", decided_at,
       course AS "course: Json<Vec<Happening>>", opened_at, stage_since, due_at, closed_at, version, position
  FROM approval_cases
 WHERE organization = $1 AND closed_at IS NULL
   AND ($3 AND $2 = ANY(waits_for)
        OR case_id = ANY($6)
        OR NOT $2 = ANY(barred) AND NOT $2 = ANY(decided) AND EXISTS (
               SELECT FROM unnest($4::uuid[], $5::text[]) AS chain (giver, people)
                WHERE giver = ANY(waits_for) AND NOT string_to_array(people, ',')::uuid[] && barred))
   AND ($7::timestamptz IS NULL OR due_at < $7)
   AND ($8::uuid IS NULL OR requester = $8)
   AND ($11::uuid IS NULL
        OR (COALESCE(due_at, 'infinity'), opened_at, case_id)
           > (COALESCE($9::timestamptz, 'infinity'), $10::timestamptz, $11))
   AND ($14::uuid IS NULL
        OR (COALESCE(due_at, 'infinity'), opened_at, case_id)
           < (COALESCE($12::timestamptz, 'infinity'), $13::timestamptz, $14))
 ORDER BY CASE WHEN $15 THEN COALESCE(due_at, 'infinity') END DESC, CASE WHEN $15 THEN opened_at END DESC,
          CASE WHEN $15 THEN case_id END DESC, COALESCE(due_at, 'infinity'), opened_at, case_id
 LIMIT $16

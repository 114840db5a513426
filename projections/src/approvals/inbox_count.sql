SELECT count(*) AS "count!" FROM approval_cases
 WHERE organization = $1 AND closed_at IS NULL
   AND ($3 AND $2 = ANY(waits_for)
        OR case_id = ANY($6)
        OR NOT $2 = ANY(barred) AND NOT $2 = ANY(decided) AND EXISTS (
               SELECT FROM unnest($4::uuid[], $5::text[]) AS chain (giver, people)
                WHERE giver = ANY(waits_for) AND NOT string_to_array(people, ',')::uuid[] && barred))
   AND ($7::timestamptz IS NULL OR due_at < $7)
   AND ($8::uuid IS NULL OR requester = $8)

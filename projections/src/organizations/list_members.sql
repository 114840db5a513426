-- $1 organization, $2 and $3 the place after which, $4 and $5 the place before which, $6 from the end,
-- $7 how many, $8 one person.
SELECT person, roles, blocked, joined_at
  FROM member_list
 WHERE organization = $1
   AND ($2::timestamptz IS NULL OR (joined_at, person) > ($2, $3::uuid))
   AND ($4::timestamptz IS NULL OR (joined_at, person) < ($4, $5::uuid))
   AND ($8::uuid IS NULL OR person = $8)
 ORDER BY CASE WHEN $6 THEN joined_at END DESC, CASE WHEN $6 THEN person END DESC, joined_at, person
 LIMIT $7

-- $1 organization, $2 and $3 the place after which, $4 and $5 the place before which, $6 from the end,
-- $7 how many, $8 one person. Managers and limits are those by which the command side decides.
SELECT member.person, member.roles, member.blocked, member.joined_at,
       access.manager AS "manager?", access.approval_limit AS "approval_limit?",
       access.approval_limit_currency AS "approval_limit_currency?",
       access.manager IS NOT NULL
           AND coalesce(cardinality(manager.roles) = 0 OR manager.member_blocked, true) AS "manager_is_gone!"
  FROM member_list member
  LEFT JOIN organizations.access access
         ON access.person = member.person AND access.organization = member.organization
  LEFT JOIN organizations.access manager
         ON manager.person = access.manager AND manager.organization = member.organization
 WHERE member.organization = $1
   AND ($2::timestamptz IS NULL OR (member.joined_at, member.person) > ($2, $3::uuid))
   AND ($4::timestamptz IS NULL OR (member.joined_at, member.person) < ($4, $5::uuid))
   AND ($8::uuid IS NULL OR member.person = $8)
 ORDER BY CASE WHEN $6 THEN member.joined_at END DESC, CASE WHEN $6 THEN member.person END DESC,
          member.joined_at, member.person
 LIMIT $7

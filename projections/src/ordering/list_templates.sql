-- $1 organization, $2 who reads, $3 only shared or only own ones, $4 one template, $5 and $6 the place after
-- which, $7 and $8 the place before which, $9 from the end, $10 how many.
SELECT template.id, template.owner, template.name, template.name_key, template.shared, template.version,
       template.created_at, template.changed_at,
       (SELECT count(*) FROM ordering.template_lines line WHERE line.template = template.id) AS "line_count!"
  FROM ordering.templates template
 WHERE template.organization = $1 AND (template.shared OR template.owner = $2)
   AND ($3::boolean IS NULL OR template.shared = $3)
   AND ($4::uuid IS NULL OR template.id = $4)
   AND ($5::text IS NULL OR (template.name_key COLLATE "C", template.id) > ($5, $6::uuid))
   AND ($7::text IS NULL OR (template.name_key COLLATE "C", template.id) < ($7, $8::uuid))
 ORDER BY CASE WHEN $9 THEN template.name_key COLLATE "C" END DESC, CASE WHEN $9 THEN template.id END DESC,
          template.name_key COLLATE "C", template.id
 LIMIT $10

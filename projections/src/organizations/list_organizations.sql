-- $1 text, $2 and $3 the place after which, $4 and $5 the place before which, $6 from the end, $7 how many.
SELECT listed.organization AS "organization!", listed.kind AS "kind!", listed.name, listed.inn, listed.kpp,
       listed.legal_address, listed.payment_terms AS "payment_terms!: Json<PaymentTerms>",
       listed.time_zone AS "time_zone!", listed.blocked, listed.registered_at AS "registered_at!",
       listed.version AS "version!", listed.position AS "position!"
  FROM (SELECT card.organization, card.kind, coalesce(card.name, person.name) AS name,
               coalesce(card.inn, person.inn) AS inn, card.kpp,
               coalesce(card.legal_address, person.legal_address) AS legal_address, card.payment_terms,
               card.time_zone, card.blocked, card.registered_at, card.version, card.position,
               lower(coalesce(card.name, person.name, '')) COLLATE "C" AS sort_name,
               card.organization COLLATE "C" AS id
          FROM organization_card card
          LEFT JOIN organizations.personal_legal_data person ON person.organization = card.organization) listed
 WHERE ($1::text IS NULL OR strpos(listed.sort_name, lower($1)) > 0 OR strpos(coalesce(listed.inn, ''), $1) > 0)
   AND ($2::text IS NULL OR (listed.sort_name, listed.id) > ($2, $3::text))
   AND ($4::text IS NULL OR (listed.sort_name, listed.id) < ($4, $5::text))
 ORDER BY CASE WHEN $6 THEN listed.sort_name END DESC, CASE WHEN $6 THEN listed.id END DESC,
          listed.sort_name, listed.id
 LIMIT $7

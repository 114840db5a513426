SELECT card.organization, card.kind, coalesce(card.name, person.name) AS name,
       coalesce(card.inn, person.inn) AS inn, card.kpp,
       coalesce(card.legal_address, person.legal_address) AS legal_address,
       card.payment_terms AS "payment_terms: Json<PaymentTerms>", card.time_zone, card.blocked, card.registered_at,
       card.version, card.position
  FROM organization_card card
  LEFT JOIN organizations.personal_legal_data person ON person.organization = card.organization
 WHERE card.organization = ANY($1)

INSERT INTO budgets (budget_id, organization, cost_centre, period, first_day, currency, terms, reserved, consumed,
                     version, position)
SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::date[], $6::text[], $7::jsonb[],
                     $8::numeric[], $9::numeric[], $10::bigint[], $11::bigint[])
ON CONFLICT (budget_id) DO UPDATE SET
    terms = excluded.terms, reserved = excluded.reserved, consumed = excluded.consumed,
    version = excluded.version, position = excluded.position

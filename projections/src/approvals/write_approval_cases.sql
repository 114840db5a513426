INSERT INTO approval_cases (
    case_id, organization, order_id, round, owners, waits_for, state, decided_at, opened_at, stage_since, closed_at,
    version, position)
SELECT case_id, organization, order_id, round, string_to_array(owners, ',')::uuid[],
       string_to_array(waits_for, ',')::uuid[], state, string_to_array(decided_at, ',')::timestamptz[], opened_at,
       stage_since, closed_at, version, position
  FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::bigint[], $5::text[], $6::text[], $7::jsonb[], $8::text[],
              $9::timestamptz[], $10::timestamptz[], $11::timestamptz[], $12::bigint[], $13::bigint[])
       AS row (case_id, organization, order_id, round, owners, waits_for, state, decided_at, opened_at, stage_since,
               closed_at, version, position)
ON CONFLICT (case_id) DO UPDATE SET
    waits_for = excluded.waits_for, state = excluded.state, decided_at = excluded.decided_at,
    stage_since = excluded.stage_since, closed_at = excluded.closed_at, version = excluded.version,
    position = excluded.position

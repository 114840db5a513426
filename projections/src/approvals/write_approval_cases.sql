INSERT INTO approval_cases (
    case_id, organization, order_id, round, owners, requester, barred, waits_for, decided, groups, state, decided_at,
    course, opened_at, stage_since, due_at, closed_at, version, position)
SELECT case_id, organization, order_id, round, string_to_array(owners, ',')::uuid[], requester,
       string_to_array(barred, ',')::uuid[], string_to_array(waits_for, ',')::uuid[],
       string_to_array(decided, ',')::uuid[], groups, state, string_to_array(decided_at, ',')::timestamptz[], course,
       opened_at, stage_since, due_at, closed_at, version, position
  FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::bigint[], $5::text[], $6::uuid[], $7::text[], $8::text[],
              $9::text[], $10::jsonb[], $11::jsonb[], $12::text[], $13::jsonb[], $14::timestamptz[],
              $15::timestamptz[], $16::timestamptz[], $17::timestamptz[], $18::bigint[], $19::bigint[])
       AS row (case_id, organization, order_id, round, owners, requester, barred, waits_for, decided, groups, state,
               decided_at, course, opened_at, stage_since, due_at, closed_at, version, position)
ON CONFLICT (case_id) DO UPDATE SET
    waits_for = excluded.waits_for, decided = excluded.decided, groups = excluded.groups, state = excluded.state,
    decided_at = excluded.decided_at, course = excluded.course, stage_since = excluded.stage_since,
    due_at = excluded.due_at, closed_at = excluded.closed_at, version = excluded.version,
    position = excluded.position

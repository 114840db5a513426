INSERT INTO notifications (
    person, organization, position, event_id, kind, order_id, case_id, delegation_id, text_id, in_place_of, actor, at,
    reconciliation)
SELECT * FROM unnest(
    $1::uuid[], $2::text[], $3::bigint[], $4::uuid[], $5::text[], $6::uuid[], $7::uuid[], $8::uuid[], $9::uuid[],
    $10::uuid[], $11::text[], $12::timestamptz[], $13::uuid[])

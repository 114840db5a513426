INSERT INTO order_list (
    order_id, organization, number, status, holds, confirmation_refused, author, contract, contract_number,
    currency, net, vat, gross, line_count, round, revision, approval_case, paid, payment, expected_on,
    cancellation_asked, created_at, submitted_at, updated_at, version, position,
    delivery_address)
SELECT order_id, organization, number, status, string_to_array(holds, ','), confirmation_refused, author,
       contract, contract_number, currency, net, vat, gross, line_count, round, revision, approval_case,
       paid, payment, expected_on, cancellation_asked, created_at, submitted_at, updated_at, version, position,
       delivery_address
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::uuid[],
              $9::text[], $10::text[], $11::numeric[], $12::numeric[], $13::numeric[], $14::bigint[], $15::bigint[],
              $16::text[], $17::uuid[], $18::numeric[], $19::text[], $20::date[], $21::boolean[],
              $22::timestamptz[], $23::timestamptz[], $24::timestamptz[], $25::bigint[], $26::bigint[],
              $27::uuid[])
       AS row (order_id, organization, number, status, holds, confirmation_refused, author, contract,
               contract_number, currency, net, vat, gross, line_count, round, revision, approval_case, paid,
               payment, expected_on, cancellation_asked, created_at, submitted_at, updated_at, version, position,
               delivery_address)
ON CONFLICT (order_id) DO UPDATE SET
    number = excluded.number, status = excluded.status, holds = excluded.holds,
    confirmation_refused = excluded.confirmation_refused, contract_number = excluded.contract_number,
    currency = excluded.currency, net = excluded.net, vat = excluded.vat,
    gross = excluded.gross, line_count = excluded.line_count, round = excluded.round,
    revision = excluded.revision, approval_case = excluded.approval_case, paid = excluded.paid,
    payment = excluded.payment, expected_on = excluded.expected_on,
    cancellation_asked = excluded.cancellation_asked, submitted_at = excluded.submitted_at,
    updated_at = excluded.updated_at, version = excluded.version, position = excluded.position,
    delivery_address = excluded.delivery_address

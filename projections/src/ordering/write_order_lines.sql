INSERT INTO order_lines (
    order_id, organization, place, product, article, name, unit, quantity, shipped, currency, price, price_type,
    price_type_name, vat_included, vat_rate, discount, net, vat, gross)
SELECT * FROM unnest(
    $1::uuid[], $2::text[], $3::bigint[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::numeric[],
    $9::numeric[], $10::text[], $11::numeric[], $12::uuid[], $13::text[], $14::boolean[], $15::text[],
    $16::numeric[], $17::numeric[], $18::numeric[], $19::numeric[])

INSERT INTO order_lines (
    order_id, organization, place, product, article, name, unit, quantity, shipped, delivered, cancelled, currency,
    price, price_type, price_type_name, vat_included, vat_rate, discount, net, vat, gross)
SELECT * FROM unnest(
    $1::uuid[], $2::text[], $3::bigint[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::numeric[],
    $9::numeric[], $10::numeric[], $11::numeric[], $12::text[], $13::numeric[], $14::uuid[], $15::text[],
    $16::boolean[], $17::text[], $18::numeric[], $19::numeric[], $20::numeric[], $21::numeric[])

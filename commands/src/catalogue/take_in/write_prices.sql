-- A price is compared with the one in force when it begins to hold. A price from a quantity on
-- that goods no longer have ends. Each price knows until when it was in force.
with given as materialized (
    select g.product, g.price_type, g.min_quantity, g.amount, coalesce(g.currency, t.currency) as currency,
           g.unit, g.vat_included, greatest(coalesce(g.valid_from, $9), $9) as since
    from unnest($1::uuid[], $2::uuid[], $3::numeric[], $4::numeric[], $5::text[], $6::text[], $7::bool[],
                $8::timestamptz[])
      as g (product, price_type, min_quantity, amount, currency, unit, vat_included, valid_from)
    join catalogue.price_types t on t.id = g.price_type
), in_force as materialized (
    select o.product, o.price_type, o.min_quantity, o.amount, o.currency, o.unit, o.vat_included, o.valid_from,
           o.valid_to, g.since
    from (select product, price_type, max(since) as since from given group by product, price_type) g
    join catalogue.prices o on o.product = g.product and o.price_type = g.price_type
     and o.valid_from <= g.since and (o.valid_to is null or o.valid_to > g.since)
), fresh as (
    select coalesce(g.product, o.product) as product, coalesce(g.price_type, o.price_type) as price_type,
           coalesce(g.min_quantity, o.min_quantity) as min_quantity, coalesce(g.amount, 0) as amount,
           coalesce(g.currency, o.currency) as currency, case when g.product is null then o.unit else g.unit end as unit,
           case when g.product is null then o.vat_included else g.vat_included end as vat_included,
           coalesce(g.since, o.since) as since, g.product is null as ended,
           o.product is null as added, o.valid_from as previous, o.valid_to as until
    from given g
    full join in_force o on o.product = g.product and o.price_type = g.price_type and o.min_quantity = g.min_quantity
    where case when o.product is null then true
               when g.product is null then o.amount > 0
               else (o.amount, o.currency, o.unit, o.vat_included)
                    is distinct from (g.amount, g.currency, g.unit, g.vat_included) end
), closed as (
    update catalogue.prices p set valid_to = f.since
    from fresh f
    where (p.product, p.price_type, p.min_quantity, p.valid_from)
          = (f.product, f.price_type, f.min_quantity, f.previous)
      and f.previous < f.since
), written as (
    insert into catalogue.prices
      (product, price_type, min_quantity, amount, currency, unit, vat_included, valid_from, valid_to)
    select f.product, f.price_type, f.min_quantity, f.amount, f.currency, f.unit, f.vat_included, f.since,
           case when f.added
                then (select min(l.valid_from) from catalogue.prices l
                      where l.product = f.product and l.price_type = f.price_type
                        and l.min_quantity = f.min_quantity and l.valid_from > f.since)
                else f.until end
    from fresh f
    on conflict (product, price_type, min_quantity, valid_from) do update set
      amount = excluded.amount, currency = excluded.currency, unit = excluded.unit,
      vat_included = excluded.vat_included
)
select added as "added!" from fresh where not ended

-- A price is compared with the one in force when it begins to hold. A price from a quantity on
-- that goods no longer have ends. Each price knows until when it was in force.
with given as (
    select g.product, g.price_type, g.min_quantity, g.amount, coalesce(g.currency, t.currency) as currency,
           g.unit, g.vat_included, greatest(coalesce(g.valid_from, $9), $9) as since
    from unnest($1::uuid[], $2::uuid[], $3::numeric[], $4::numeric[], $5::text[], $6::text[], $7::bool[],
                $8::timestamptz[])
      as g (product, price_type, min_quantity, amount, currency, unit, vat_included, valid_from)
    join catalogue.price_types t on t.id = g.price_type
), wanted as (
    select given.*, false as ended from given
    union all
    select o.product, o.price_type, o.min_quantity, 0, o.currency, o.unit, o.vat_included, g.since, true
    from (select product, price_type, max(since) as since from given group by product, price_type) g
    join catalogue.prices o on o.product = g.product and o.price_type = g.price_type
     and o.valid_from <= g.since and (o.valid_to is null or o.valid_to > g.since) and o.amount > 0
    where not exists (select from given again
                      where (again.product, again.price_type, again.min_quantity)
                            = (o.product, o.price_type, o.min_quantity))
), fresh as (
    select w.*, old.valid_from is null as added, old.valid_from as previous, old.valid_to as until
    from wanted w
    left join catalogue.prices old
      on old.product = w.product and old.price_type = w.price_type and old.min_quantity = w.min_quantity
     and old.valid_from <= w.since and (old.valid_to is null or old.valid_to > w.since)
    where old.valid_from is null
       or (old.amount, old.currency, old.unit, old.vat_included)
          is distinct from (w.amount, w.currency, w.unit, w.vat_included)
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

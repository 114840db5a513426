-- A price is compared with the one in force at the moment of the run.
with given as (
    select g.product, g.price_type, g.amount, coalesce(g.currency, t.currency) as currency, g.unit, g.vat_included
    from unnest($1::uuid[], $2::uuid[], $3::numeric[], $4::text[], $5::text[], $6::bool[])
      as g (product, price_type, amount, currency, unit, vat_included)
    join catalogue.price_types t on t.id = g.price_type
), fresh as (
    select g.*, old.product is null as added
    from given g
    left join lateral (
        select o.product, o.amount, o.currency, o.unit, o.vat_included
        from catalogue.prices o
        where o.product = g.product and o.price_type = g.price_type and o.valid_from <= $7
        order by o.valid_from desc
        limit 1
    ) old on true
    where old.product is null
       or (old.amount, old.currency, old.unit, old.vat_included)
          is distinct from (g.amount, g.currency, g.unit, g.vat_included)
), written as (
    insert into catalogue.prices (product, price_type, amount, currency, unit, vat_included, valid_from)
    select product, price_type, amount, currency, unit, vat_included, $7 from fresh
    on conflict (product, price_type, valid_from) do update set
      amount = excluded.amount, currency = excluded.currency, unit = excluded.unit,
      vat_included = excluded.vat_included
)
select added as "added!" from fresh

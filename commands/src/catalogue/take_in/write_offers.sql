-- An offer tells the name, article and unit only of goods that have no card: a variant takes
-- what it does not say from the card of its product.
insert into catalogue.products as p
  (id, external_id, article, name, unit_code, unit_name, vat_rate, vat_assumed, category, active, by_offer,
   version, barcode, characteristics, properties, variant_of)
select g.id, g.external_id, coalesce(g.article, base.article), coalesce(g.name, known.name, base.name),
       coalesce(g.unit_code, named.code, case when g.unit_name is null then coalesce(base.unit_code, '796') end),
       coalesce(g.unit_name, coded.name, g.unit_code, base.unit_name, 'шт'),
       case when base.id is null then $9::int2 else base.vat_rate end, coalesce(base.vat_assumed, true),
       base.category, not g.deleted, true, g.version, g.barcode, g.characteristics, g.properties, base.id
from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bool[], $8::text[],
            $10::text[], $11::jsonb[], $12::jsonb[], $13::uuid[])
  as g (id, external_id, article, name, unit_code, unit_name, deleted, version,
        barcode, characteristics, properties, base)
left join catalogue.products base on base.id = g.base
left join catalogue.products known on known.id = g.id
left join catalogue.units coded on coded.code = g.unit_code
left join lateral (
    select min(u.code) as code from catalogue.units u where g.unit_code is null and u.name = g.unit_name
) named on true
on conflict (id) do update set
  active = excluded.active,
  barcode = case when p.by_offer then excluded.barcode else coalesce(p.barcode, excluded.barcode) end,
  article = case when p.by_offer then excluded.article else p.article end,
  name = case when p.by_offer then excluded.name else p.name end,
  unit_code = case when p.by_offer then excluded.unit_code else p.unit_code end,
  unit_name = case when p.by_offer then excluded.unit_name else p.unit_name end,
  vat_rate = case when p.by_offer then excluded.vat_rate else p.vat_rate end,
  version = case when p.by_offer then excluded.version else p.version end,
  characteristics = case when p.by_offer then excluded.characteristics else p.characteristics end,
  properties = case when p.by_offer then excluded.properties else p.properties end,
  variant_of = case when p.by_offer then excluded.variant_of else p.variant_of end
where p.active is distinct from excluded.active
   or (not p.by_offer and p.barcode is null and excluded.barcode is not null)
   or (p.by_offer and (p.article, p.name, p.unit_code, p.unit_name, p.vat_rate, p.version, p.barcode,
                       p.characteristics, p.properties, p.variant_of)
       is distinct from (excluded.article, excluded.name, excluded.unit_code, excluded.unit_name,
                         excluded.vat_rate, excluded.version, excluded.barcode,
                         excluded.characteristics, excluded.properties, excluded.variant_of))
returning (p.xmax = 0) as "added!"

-- An offer tells the name, article and unit only of goods that have no card: a variant takes
-- what it does not say from the card of its product. What stays as it is does not come to the
-- insert: a conflict would lock and write its row.
with wanted as (
    select g.id, g.external_id, coalesce(g.article, base.article) as article,
           coalesce(g.name, known.name, base.name) as name,
           coalesce(g.unit_code, named.code,
                    case when g.unit_name is null then coalesce(base.unit_code, '796') end) as unit_code,
           coalesce(g.unit_name, coded.name, g.unit_code, base.unit_name, 'шт') as unit_name,
           case when base.id is null then $9::int2 else base.vat_rate end as vat_rate,
           coalesce(base.vat_assumed, true) as vat_assumed, base.category, not g.deleted as active,
           g.version, g.barcode, g.characteristics, g.properties, base.id as variant_of
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
)
insert into catalogue.products as p
  (id, external_id, article, name, unit_code, unit_name, vat_rate, vat_assumed, category, active, by_offer,
   version, barcode, characteristics, properties, variant_of)
select w.id, w.external_id, w.article, w.name, w.unit_code, w.unit_name, w.vat_rate, w.vat_assumed, w.category,
       w.active, true, w.version, w.barcode, w.characteristics, w.properties, w.variant_of
from wanted w left join catalogue.products k on k.id = w.id
where k.id is null
   or k.active <> w.active
   or (not k.by_offer and k.barcode is null and w.barcode is not null)
   or (k.by_offer and (k.article, k.name, k.unit_code, k.unit_name, k.vat_rate, k.version, k.barcode,
                       k.characteristics, k.properties, k.variant_of)
       is distinct from (w.article, w.name, w.unit_code, w.unit_name, w.vat_rate, w.version, w.barcode,
                         w.characteristics, w.properties, w.variant_of))
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
returning (p.xmax = 0) as "added!"

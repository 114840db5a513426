-- An offer tells the name, article and unit only of a product that has no card.
insert into catalogue.products as p
  (id, external_id, article, name, unit_code, unit_name, vat_rate, vat_assumed, active, by_offer, version)
select g.id, g.external_id, g.article, coalesce(g.name, known.name),
       coalesce(g.unit_code, named.code, case when g.unit_name is null then '796' end),
       coalesce(g.unit_name, coded.name, g.unit_code, 'шт'),
       $9::int2, true, not g.deleted, true, g.version
from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bool[], $8::text[])
  as g (id, external_id, article, name, unit_code, unit_name, deleted, version)
left join catalogue.products known on known.id = g.id
left join catalogue.units coded on coded.code = g.unit_code
left join lateral (
    select min(u.code) as code from catalogue.units u where g.unit_code is null and u.name = g.unit_name
) named on true
on conflict (id) do update set
  active = excluded.active,
  article = case when p.by_offer then excluded.article else p.article end,
  name = case when p.by_offer then excluded.name else p.name end,
  unit_code = case when p.by_offer then excluded.unit_code else p.unit_code end,
  unit_name = case when p.by_offer then excluded.unit_name else p.unit_name end,
  vat_rate = case when p.by_offer then excluded.vat_rate else p.vat_rate end,
  version = case when p.by_offer then excluded.version else p.version end
where p.active is distinct from excluded.active
   or (p.by_offer and (p.article, p.name, p.unit_code, p.unit_name, p.vat_rate, p.version)
       is distinct from (excluded.article, excluded.name, excluded.unit_code, excluded.unit_name,
                         excluded.vat_rate, excluded.version))
returning (p.xmax = 0) as "added!"

-- The card rules over what an offer said before, but for a barcode that only the offer says.
insert into catalogue.products as p
  (id, external_id, article, name, name_en, description, unit_code, unit_name, vat_rate, vat_assumed,
   category, deleted, by_offer, version, barcode, pictures, properties)
select g.id, g.external_id, g.article, g.name, g.name_en, g.description,
       coalesce(g.unit_code, named.code, case when g.unit_name is null then '796' end),
       coalesce(g.unit_name, coded.name, g.unit_code, 'шт'),
       g.vat_rate, g.vat_assumed, g.category, g.deleted, false, g.version,
       g.barcode, array(select jsonb_array_elements_text(g.pictures)), g.properties
from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
            $9::int2[], $10::bool[], $11::uuid[], $12::bool[], $13::text[],
            $14::text[], $15::jsonb[], $16::jsonb[])
  as g (id, external_id, article, name, name_en, description, unit_code, unit_name,
        vat_rate, vat_assumed, category, deleted, version, barcode, pictures, properties)
left join catalogue.units coded on coded.code = g.unit_code
left join lateral (
    select min(u.code) as code from catalogue.units u where g.unit_code is null and u.name = g.unit_name
) named on true
on conflict (id) do update set
  article = excluded.article, name = excluded.name, name_en = coalesce(excluded.name_en, p.name_en),
  description = excluded.description, unit_code = excluded.unit_code, unit_name = excluded.unit_name,
  vat_rate = excluded.vat_rate, vat_assumed = excluded.vat_assumed, category = excluded.category,
  deleted = excluded.deleted, by_offer = false, version = excluded.version,
  barcode = coalesce(excluded.barcode, p.barcode), pictures = excluded.pictures,
  properties = excluded.properties
where (p.article, p.name, p.name_en, p.description, p.unit_code, p.unit_name, p.vat_rate, p.vat_assumed,
       p.category, p.deleted, p.by_offer, p.version, p.barcode, p.pictures, p.properties)
  is distinct from
      (excluded.article, excluded.name, coalesce(excluded.name_en, p.name_en), excluded.description,
       excluded.unit_code, excluded.unit_name, excluded.vat_rate, excluded.vat_assumed,
       excluded.category, excluded.deleted, false, excluded.version, coalesce(excluded.barcode, p.barcode),
       excluded.pictures, excluded.properties)
returning (p.xmax = 0) as "added!"

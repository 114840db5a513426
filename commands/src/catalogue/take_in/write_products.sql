-- The card rules over what an offer said before, but for a barcode that only the offer says.
-- What stays as it is does not come to the insert: a conflict would lock and write its row.
with wanted as (
    select g.id, g.external_id, g.article, g.name, coalesce(g.name_en, known.name_en) as name_en, g.description,
           coalesce(g.unit_code, named.code, case when g.unit_name is null then '796' end) as unit_code,
           coalesce(g.unit_name, coded.name, g.unit_code, 'шт') as unit_name,
           g.vat_rate, g.vat_assumed, g.category, g.deleted, g.version,
           coalesce(g.barcode, known.barcode) as barcode,
           array(select jsonb_array_elements_text(g.pictures)) as pictures, g.properties
    from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::int2[], $10::bool[], $11::uuid[], $12::bool[], $13::text[],
                $14::text[], $15::jsonb[], $16::jsonb[])
      as g (id, external_id, article, name, name_en, description, unit_code, unit_name,
            vat_rate, vat_assumed, category, deleted, version, barcode, pictures, properties)
    left join catalogue.products known on known.id = g.id
    left join catalogue.units coded on coded.code = g.unit_code
    left join lateral (
        select min(u.code) as code from catalogue.units u where g.unit_code is null and u.name = g.unit_name
    ) named on true
)
insert into catalogue.products as p
  (id, external_id, article, name, name_en, description, unit_code, unit_name, vat_rate, vat_assumed,
   category, deleted, by_offer, version, barcode, pictures, properties)
select w.id, w.external_id, w.article, w.name, w.name_en, w.description, w.unit_code, w.unit_name, w.vat_rate,
       w.vat_assumed, w.category, w.deleted, false, w.version, w.barcode, w.pictures, w.properties
from wanted w left join catalogue.products k on k.id = w.id
where k.id is null
   or (k.article, k.name, k.name_en, k.description, k.unit_code, k.unit_name, k.vat_rate, k.vat_assumed,
       k.category, k.deleted, k.by_offer, k.version, k.barcode, k.pictures, k.properties)
      is distinct from
      (w.article, w.name, w.name_en, w.description, w.unit_code, w.unit_name, w.vat_rate, w.vat_assumed,
       w.category, w.deleted, false, w.version, w.barcode, w.pictures, w.properties)
on conflict (id) do update set
  article = excluded.article, name = excluded.name, name_en = excluded.name_en,
  description = excluded.description, unit_code = excluded.unit_code, unit_name = excluded.unit_name,
  vat_rate = excluded.vat_rate, vat_assumed = excluded.vat_assumed, category = excluded.category,
  deleted = excluded.deleted, by_offer = false, version = excluded.version,
  barcode = excluded.barcode, pictures = excluded.pictures, properties = excluded.properties
returning (p.xmax = 0) as "added!"

-- Goods in the order of their names, without words to search: straight from the index.
-- $1 category, $2 properties, $3 and $4 the place after which, $5 how many.
with recursive below as (
    select id from catalogue.categories where id = $1 and not deleted
    union
    select c.id from catalogue.categories c join below b on c.parent = b.id where not c.deleted
)
select p.id as "id!", 0::float8 as "key!", p.sort_name as "sort_name!"
from catalogue.products p
where p.active and not p.deleted and p.variant_of is null
  and ($1::uuid is null or p.category = any(array(select id from below)))
  and ($2::jsonb is null or not exists (
        select from jsonb_each($2) f
        where not coalesce(p.properties -> f.key ?| array(select jsonb_array_elements_text(f.value)), false)))
  and ($3::text is null or (p.sort_name, p.id) > ($3::text collate "C", $4::uuid))
order by p.sort_name, p.id
limit $5

-- $1 category, $2 text query, $3 article pattern, $4 and $5 the place after which, $6 how many.
with recursive below as (
    select id from catalogue.categories where id = $1 and not deleted
    union
    select c.id from catalogue.categories c join below b on c.parent = b.id where not c.deleted
)
select p.id
from catalogue.products p
where p.active and not p.deleted and p.variant_of is null
  and ($1::uuid is null or p.category in (select id from below))
  and ($2::text is null or p.search @@ to_tsquery('russian', $2) or lower(p.article) like $3::text)
  and ($4::text is null or (p.sort_name, p.id) > ($4::text collate "C", $5::uuid))
order by p.sort_name, p.id
limit $6

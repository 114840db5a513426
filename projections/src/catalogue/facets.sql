-- $1 category, $2 text query, $3 and $4 the range of articles, $5 barcode, $6 properties,
-- $7 type of price, $8 moment, $9 how many goods are counted at most. What is filtered by a
-- property does not narrow the counts of that property's other values.
with recursive below as (
    select id from catalogue.categories where id = $1 and not deleted
    union
    select c.id from catalogue.categories c join below b on c.parent = b.id where not c.deleted
), found as (
    select coalesce(p.variant_of, p.id) as id
    from catalogue.products p
    where $2::text is not null and p.search @@ to_tsquery('russian', $2) and p.active and not p.deleted
    union
    select coalesce(p.variant_of, p.id)
    from catalogue.products p
    where $3::text is not null and p.article_key ~>=~ $3 and p.article_key ~<~ $4 and p.active and not p.deleted
    union
    select coalesce(p.variant_of, p.id)
    from catalogue.products p
    where $5::text is not null and p.barcode = $5 and p.active and not p.deleted
    union
    select p.id
    from catalogue.products p
    where $2 is null and $1 is null and p.variant_of is null and p.active and not p.deleted
    union
    select p.id
    from catalogue.products p
    where $2 is null and $1 is not null and p.category = any(array(select id from below))
      and p.variant_of is null and p.active and not p.deleted
), goods as (
    select p.id, p.category, p.properties,
           case when $6::jsonb is null then '{}' else
             array(select f.key from jsonb_each($6) f
                   where not coalesce(p.properties -> f.key ?| array(select jsonb_array_elements_text(f.value)),
                                      false)) end as missed
    from found join catalogue.products p on p.id = found.id
    where p.active and not p.deleted and ($1 is null or p.category = any(array(select id from below)))
    limit $9
), met as (
    select id, category from goods where missed = '{}'
), sold as (
    select met.id, met.id as goods from met
    union all
    select met.id, v.id from met join catalogue.products v on v.variant_of = met.id and v.active and not v.deleted
)
select 'total' as "facet!", null::uuid as "of?", null::text as "value?", count(*) as "count!",
       null::numeric as "amount?" from met
union all
select 'category', category, null, count(*), null from met where category is not null group by category
union all
select 'in_stock', null, null, count(distinct sold.id), null
from sold join catalogue.stock s on s.product = sold.goods join catalogue.warehouses w on w.id = s.warehouse
where s.quantity > 0 and not w.deleted
union all
select case n when 1 then 'price_from' else 'price_to' end, null, null, 0,
       case n when 1 then min(o.amount) else max(o.amount) end
from sold
join catalogue.prices o on o.product = sold.goods and o.price_type = $7
cross join (values (1), (2)) bound (n)
where o.amount > 0 and o.valid_from <= $8 and (o.valid_to is null or o.valid_to > $8) and o.min_quantity = 0
group by n
union all
select 'property', k.key::uuid, v.value, count(*), null
from goods g, jsonb_each(g.properties) k, jsonb_array_elements_text(k.value) v
where g.missed = '{}' or g.missed = array[k.key]
group by k.key, v.value

-- $1 category, $2 text query, $3 and $4 the range of articles, $5 barcode, $6 properties,
-- $7 type of price, $8 moment, $9 and $10 the range of prices, $11 only what is in stock,
-- $12 sorting, $13 to $15 the place after which, $16 how many.
with recursive below as (
    select id from catalogue.categories where id = $1 and not deleted
    union
    select c.id from catalogue.categories c join below b on c.parent = b.id where not c.deleted
), found as (
    select coalesce(p.variant_of, p.id) as id, ts_rank(p.search, to_tsquery('russian', $2))::float8 as rank
    from catalogue.products p
    where $2::text is not null and p.search @@ to_tsquery('russian', $2) and p.active and not p.deleted
    union all
    select coalesce(p.variant_of, p.id), 2
    from catalogue.products p
    where $3::text is not null and p.article_key ~>=~ $3 and p.article_key ~<~ $4 and p.active and not p.deleted
    union all
    select coalesce(p.variant_of, p.id), 3
    from catalogue.products p
    where $5::text is not null and p.barcode = $5 and p.active and not p.deleted
    union all
    select p.id, 0
    from catalogue.products p
    where $2 is null and $1 is null and p.variant_of is null and p.active and not p.deleted
    union all
    select p.id, 0
    from catalogue.products p
    where $2 is null and $1 is not null and p.category = any(array(select id from below))
      and p.variant_of is null and p.active and not p.deleted
), goods as (
    select id, max(rank) as rank from found group by id
), chosen as (
    select p.id, p.sort_name, g.rank, price.amount
    from goods g
    join catalogue.products p on p.id = g.id
    left join lateral (
        select min(o.amount) as amount
        from (select p.id union all select v.id from catalogue.products v
              where v.variant_of = p.id and v.active and not v.deleted) sold
        join catalogue.prices o on o.product = sold.id and o.price_type = $7
        where o.amount > 0 and o.valid_from <= $8 and (o.valid_to is null or o.valid_to > $8)
          and ($12 in ('price', '-price') or $9::numeric is not null or $10::numeric is not null)
    ) price on true
    where p.active and not p.deleted
      and ($1 is null or p.category = any(array(select id from below)))
      and ($6::jsonb is null or not exists (
            select from jsonb_each($6) f
            where not coalesce(p.properties -> f.key ?| array(select jsonb_array_elements_text(f.value)), false)))
      and ($9 is null or price.amount >= $9) and ($10 is null or price.amount <= $10)
      and (not $11::bool or exists (
            select from (select p.id union all select v.id from catalogue.products v
                         where v.variant_of = p.id and v.active and not v.deleted) sold
            join catalogue.stock s on s.product = sold.id
            join catalogue.warehouses w on w.id = s.warehouse
            where s.quantity > 0 and not w.deleted))
), sorted as (
    select id, sort_name,
           case $12 when 'relevance' then -rank
                    when 'price' then coalesce(amount, 1e18)::float8
                    when '-price' then -coalesce(amount, -1e18)::float8
                    else 0 end as key
    from chosen
)
select id as "id!", key as "key!", sort_name as "sort_name!"
from sorted
where $13::float8 is null or (key, sort_name, id) > ($13, $14::text collate "C", $15::uuid)
order by key, sort_name, id
limit $16

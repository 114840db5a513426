-- $1 ids, $2 type of price, $3 moment, $4 organization.
select p.id, p.external_id, p.article, p.name, p.name_en, p.description, p.unit_code, p.unit_name, p.vat_rate,
       p.category, (p.active and not p.deleted) as "offered!", p.sort_name as "sort_name!",
       p.barcode, p.pictures, p.characteristics, p.variant_of,
       (select jsonb_agg(jsonb_build_array(k.id, k.name, v.value) order by k.name, k.id)
        from jsonb_each(p.properties) v join catalogue.properties k on k.id = v.key::uuid and not k.deleted
       ) as properties,
       (select count(*) from catalogue.products v
        where v.variant_of = p.id and v.active and not v.deleted) as "variants!",
       stock.quantity as "stock?", stock.by_warehouse as "by_warehouse?",
       price.tiers as "tiers?", price.currency as "currency?",
       discount.percent as "discount?", discount.category as "discount_category?"
from catalogue.products p
left join lateral (
    select sum(s.quantity) as quantity,
           jsonb_agg(jsonb_build_array(w.id, w.name, s.quantity::text) order by w.name, w.id) as by_warehouse
    from catalogue.stock s join catalogue.warehouses w on w.id = s.warehouse
    where s.product = p.id and not w.deleted
) stock on true
left join lateral (
    -- A zero says that there is no price; prices from a quantity on are in the currency of the first.
    select (array_agg(o.currency order by o.min_quantity))[1] as currency,
           jsonb_agg(jsonb_build_object(
               'from', o.min_quantity::text, 'amount', o.amount::text, 'currency', o.currency,
               'vat_included', coalesce(o.vat_included, t.vat_included), 'valid_from', o.valid_from)
             order by o.min_quantity) as tiers
    from catalogue.prices o join catalogue.price_types t on t.id = o.price_type
    where o.product = p.id and o.price_type = $2 and o.amount > 0
      and o.valid_from <= $3 and (o.valid_to is null or o.valid_to > $3) and not t.deleted
) price on true
left join lateral (
    with recursive above as (
        select c.id, c.parent, 0 as height from catalogue.categories c where c.id = p.category
        union all
        select c.id, c.parent, a.height + 1 from catalogue.categories c join above a on c.id = a.parent
        where a.height < 64
    )
    select d.percent, d.category from catalogue.discounts d left join above a on a.id = d.category
    where d.organization = $4 and (d.category is null or a.id is not null)
      and d.valid_from <= $3 and (d.valid_to is null or d.valid_to > $3)
    order by a.height nulls last, d.valid_from desc
    limit 1
) discount on true
where p.id = any($1)
order by p.sort_name, p.id

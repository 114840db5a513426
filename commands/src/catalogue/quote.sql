-- $1 goods, $2 how much of each, $3 type of price, $4 organization, $5 moment.
select p.id, p.article, p.name, p.name_en, p.unit_code, p.unit_name, p.vat_rate,
       (p.active and not p.deleted) as "offered!",
       stock.quantity as "stock?",
       price.amount as "amount?", price.currency as "currency?",
       price.vat_included as "vat_included?", price.valid_from as "valid_from?",
       discount.percent as "discount?"
from unnest($1::uuid[], $2::numeric[]) as asked (id, quantity)
join catalogue.products p on p.id = asked.id
left join lateral (
    select sum(s.quantity) as quantity
    from catalogue.stock s join catalogue.warehouses w on w.id = s.warehouse
    where s.product = p.id and not w.deleted
) stock on true
left join lateral (
    select o.amount, o.currency, coalesce(o.vat_included, t.vat_included) as vat_included, o.valid_from
    from catalogue.prices o join catalogue.price_types t on t.id = o.price_type
    where o.product = p.id and o.price_type = $3 and o.min_quantity <= asked.quantity and o.amount > 0
      and o.valid_from <= $5 and (o.valid_to is null or o.valid_to > $5) and not t.deleted
    order by o.min_quantity desc
    limit 1
) price on true
left join lateral (
    with recursive above as (
        select c.id, c.parent, 0 as height from catalogue.categories c where c.id = p.category
        union all
        select c.id, c.parent, a.height + 1 from catalogue.categories c join above a on c.id = a.parent
        where a.height < 64
    )
    select d.percent from catalogue.discounts d left join above a on a.id = d.category
    where d.organization = $4 and (d.category is null or a.id is not null)
      and d.valid_from <= $5 and (d.valid_to is null or d.valid_to > $5)
    order by a.height nulls last, d.valid_from desc
    limit 1
) discount on true

select p.id, p.article, p.name, p.name_en, p.unit_code, p.unit_name, p.vat_rate,
       (p.active and not p.deleted) as "offered!",
       stock.quantity as "stock?",
       price.amount as "amount?", price.currency as "currency?",
       price.vat_included as "vat_included?", price.valid_from as "valid_from?"
from catalogue.products p
left join lateral (
    select sum(s.quantity) as quantity
    from catalogue.stock s join catalogue.warehouses w on w.id = s.warehouse
    where s.product = p.id and not w.deleted
) stock on true
left join lateral (
    select o.amount, o.currency, coalesce(o.vat_included, t.vat_included) as vat_included, o.valid_from
    from catalogue.prices o join catalogue.price_types t on t.id = o.price_type
    where o.product = p.id and o.price_type = $2 and o.valid_from <= $3 and not t.deleted
    order by o.valid_from desc
    limit 1
) price on true
where p.id = any($1)

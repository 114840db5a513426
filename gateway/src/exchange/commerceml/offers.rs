//! Offers with their prices and stock.

use commands::catalogue::{Entry, Offer, Price, Reason, Record, RecordKind, Stock};
use rust_decimal::Decimal;

use super::element::Element;
use super::{limits, references, values};

/// An offer: what it says about the product, then its prices, then its stock.
pub fn offer(element: &Element) -> Vec<Entry> {
    let product = values::id(element).and_then(|id| product_of(element, id));
    let skip = |kind, reason| Entry::Skipped { kind, reason, example: values::example(element) };
    let mut entries = Vec::new();
    if speaks_of_the_product(element) {
        entries.push(match &product {
            Ok(product) => references::entry(RecordKind::Offer, element, read(element, product)),
            Err(reason) => skip(RecordKind::Offer, *reason),
        });
    }
    for price in element.all_in("Цены", "Цена") {
        let read = product.clone().and_then(|product| read_price(price, product));
        entries.push(references::entry(RecordKind::Price, element, read));
    }
    for (warehouse, quantity) in quantities(element) {
        let read = product.clone().and_then(|product| read_stock(product, warehouse, quantity));
        entries.push(references::entry(RecordKind::Stock, element, read));
    }
    match &product {
        Err(reason) if entries.is_empty() => vec![skip(RecordKind::Offer, *reason)],
        _ => entries,
    }
}

/// `Ид` is the product or `product#characteristic`; a package of changes keeps the two apart.
fn product_of(element: &Element, id: String) -> Result<String, Reason> {
    if id.contains('#') || element.text_of("ИдХарактеристики").is_some() {
        return Err(Reason::Characteristic);
    }
    Ok(id)
}

fn speaks_of_the_product(element: &Element) -> bool {
    element.child("Наименование").is_some() || element.child("ПометкаУдаления").is_some()
}

fn read(element: &Element, product: &str) -> Result<Record, Reason> {
    let (unit_code, unit_name) = values::unit(element.child("БазоваяЕдиница"));
    Ok(Record::Offer(Offer {
        product: product.to_owned(),
        name: values::short(element.text_of("Наименование"), limits::NAME_CHARS)?,
        article: values::short(element.text_of("Артикул"), limits::ID_CHARS)?,
        unit_code,
        unit_name,
        deleted: values::deleted(element),
        version: values::version(element),
    }))
}

fn read_price(element: &Element, product: String) -> Result<Record, Reason> {
    let price_type = element.text_of("ИдТипаЦены").ok_or(Reason::NoId)?.to_owned();
    if values::number_of(element, "Коэффициент")?.is_some_and(|units| units != Decimal::ONE) {
        return Err(Reason::PackPrice);
    }
    if values::number_of(element, "МинКоличество")?.is_some_and(|least| least > Decimal::ONE) {
        return Err(Reason::QuantityPrice);
    }
    let amount = values::number_of(element, "ЦенаЗаЕдиницу")?.ok_or(Reason::UnreadableNumber)?;
    if amount < Decimal::ZERO {
        return Err(Reason::Negative);
    }
    if amount >= values::TOO_MUCH || amount.normalize().scale() > 4 {
        return Err(Reason::UnreadableNumber);
    }
    Ok(Record::Price(Price {
        product,
        price_type,
        amount,
        currency: values::currency(element.text_of("Валюта"))?,
        unit: values::short(element.text_of("Единица"), limits::ID_CHARS)?,
        vat_included: element.all("Налог").find(|tax| values::is_vat(tax)).and_then(values::included),
    }))
}

/// Stock comes in four ways: attributes of a warehouse, rests of a warehouse, a rest
/// without a warehouse, or one quantity of the offer.
fn quantities(element: &Element) -> Vec<(Option<&str>, Option<&str>)> {
    let mut found: Vec<_> = element
        .all("Склад")
        .chain(element.all_in("Склады", "Склад"))
        .map(|one| (one.attribute("ИдСклада"), one.attribute("КоличествоНаСкладе")))
        .collect();
    for rest in element.all_in("Остатки", "Остаток") {
        found.extend(rest.all("Склад").map(|one| (one.text_of("Ид"), one.text_of("Количество"))));
        if rest.child("Склад").is_none() {
            found.push((None, rest.text_of("Количество")));
        }
    }
    if found.is_empty() {
        found.extend(element.text_of("Количество").map(|quantity| (None, Some(quantity))));
    }
    found
}

fn read_stock(product: String, warehouse: Option<&str>, quantity: Option<&str>) -> Result<Record, Reason> {
    let quantity = quantity.and_then(values::decimal).ok_or(Reason::UnreadableNumber)?.round_dp(3);
    if quantity.abs() >= values::TOO_MUCH {
        return Err(Reason::UnreadableNumber);
    }
    Ok(Record::Stock(Stock { product, warehouse: warehouse.map(ToOwned::to_owned), quantity }))
}

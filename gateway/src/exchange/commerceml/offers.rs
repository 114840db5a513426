//! Offers with their prices and stock.

use chrono::{DateTime, Utc};
use commands::catalogue::{Characteristic, Entry, Offer, Price, Reason, Record, RecordKind, Stock};
use domain::catalogue::goods_key;
use rust_decimal::Decimal;

use super::element::Element;
use super::{limits, references, values};

/// Decimal places of a price.
const PRICE_PLACES: u32 = 4;

/// An offer: what it says about the product, then its prices, then its stock. `since` is when
/// the prices of its package begin to hold, if the package says it.
pub fn offer(element: &Element, since: Option<DateTime<Utc>>) -> Vec<Entry> {
    let goods = values::id(element).map(|id| goods(element, &id));
    let skip = |kind, reason| Entry::Skipped { kind, reason, example: values::example(element) };
    let mut entries = Vec::new();
    if speaks_of_the_product(element) {
        entries.push(match &goods {
            Ok(goods) => references::entry(RecordKind::Offer, element, read(element, goods)),
            Err(reason) => skip(RecordKind::Offer, *reason),
        });
    }
    for price in element.all_in("Цены", "Цена") {
        let read = goods.clone().and_then(|goods| read_price(price, goods, since));
        entries.push(references::entry(RecordKind::Price, element, read));
    }
    for (warehouse, quantity) in quantities(element) {
        let read = goods.clone().and_then(|goods| read_stock(goods, warehouse, quantity));
        entries.push(references::entry(RecordKind::Stock, element, read));
    }
    match &goods {
        Err(reason) if entries.is_empty() => vec![skip(RecordKind::Offer, *reason)],
        _ => entries,
    }
}

/// `Ид` is the product or `product#characteristic`; a package of changes keeps the two apart.
fn goods(element: &Element, id: &str) -> String {
    match element.text_of("ИдХарактеристики") {
        Some(characteristic) if !id.contains('#') => goods_key(&format!("{id}#{characteristic}")).to_owned(),
        _ => goods_key(id).to_owned(),
    }
}

fn speaks_of_the_product(element: &Element) -> bool {
    element.child("Наименование").is_some() || element.child("ПометкаУдаления").is_some()
}

fn read(element: &Element, product: &str) -> Result<Record, Reason> {
    let (unit_code, unit_name) = values::unit(element.child("БазоваяЕдиница"));
    Ok(Record::Offer(Offer {
        product: product.to_owned(),
        barcode: values::short(element.text_of("Штрихкод"), limits::ID_CHARS)?,
        characteristics: characteristics(element),
        properties: references::property_values(element)?,
        name: values::short(element.text_of("Наименование"), limits::NAME_CHARS)?,
        article: values::short(element.text_of("Артикул"), limits::ID_CHARS)?,
        unit_code,
        unit_name,
        deleted: values::deleted(element),
        version: values::version(element),
    }))
}

fn characteristics(element: &Element) -> Vec<Characteristic> {
    let all = element.all_in("ХарактеристикиТовара", "ХарактеристикаТовара");
    let short = |text: &str| text.chars().take(limits::NAME_CHARS).collect();
    all.filter_map(|one| one.text_of("Наименование").zip(one.text_of("Значение")))
        .map(|(name, value)| Characteristic { name: short(name), value: short(value) })
        .take(limits::CHARACTERISTICS)
        .collect()
}

fn read_price(element: &Element, product: String, since: Option<DateTime<Utc>>) -> Result<Record, Reason> {
    let price_type = element.text_of("ИдТипаЦены").ok_or(Reason::NoId)?.to_owned();
    let amount = values::number_of(element, "ЦенаЗаЕдиницу")?.ok_or(Reason::UnreadableNumber)?;
    if amount < Decimal::ZERO {
        return Err(Reason::Negative);
    }
    let units = values::number_of(element, "Коэффициент")?.filter(|units| *units != Decimal::ZERO);
    let amount = of_one_unit(amount, units.unwrap_or(Decimal::ONE))?;
    Ok(Record::Price(Price {
        product,
        price_type,
        from: least(element)?,
        amount,
        currency: values::currency(element.text_of("Валюта"))?,
        unit: values::short(element.text_of("Единица"), limits::ID_CHARS)?
            .filter(|_| units.is_none_or(|units| units == Decimal::ONE)),
        vat_included: element.all("Налог").find(|tax| values::is_vat(tax)).and_then(values::included),
        valid_from: since,
    }))
}

/// A price for a pack of so many units is taken when that of one unit is exact.
fn of_one_unit(amount: Decimal, units: Decimal) -> Result<Decimal, Reason> {
    if units < Decimal::ZERO {
        return Err(Reason::Negative);
    }
    if amount >= values::TOO_MUCH || amount.normalize().scale() > PRICE_PLACES {
        return Err(Reason::UnreadableNumber);
    }
    let one = amount.checked_div(units).ok_or(Reason::UnreadableNumber)?.normalize();
    let exact = one.scale() <= PRICE_PLACES && one.checked_mul(units) == Some(amount);
    if exact && one < values::TOO_MUCH { Ok(one) } else { Err(Reason::PackPrice) }
}

/// From which quantity on a price holds; zero when from the first unit on.
fn least(element: &Element) -> Result<Decimal, Reason> {
    let least = values::number_of(element, "МинКоличество")?.unwrap_or_default().round_dp(3).normalize();
    match least {
        negative if negative < Decimal::ZERO => Err(Reason::Negative),
        large if large >= values::TOO_MUCH => Err(Reason::UnreadableNumber),
        one if one <= Decimal::ONE => Ok(Decimal::ZERO),
        more => Ok(more),
    }
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

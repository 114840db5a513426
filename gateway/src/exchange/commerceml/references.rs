//! Categories, types of price, warehouses, units and properties.

use commands::catalogue::{
    Category, Entry, PriceType, Property, PropertyValue, Reason, Record, RecordKind, Unit, Warehouse,
};

use super::element::Element;
use super::limits;
use super::values::{self, NAME_EN};

/// A category. One without a name is called by its id.
pub fn category(group: &Element, parent: Option<&str>, position: i32) -> Entry {
    let read = || {
        let id = values::id(group)?;
        let name = values::name(group).unwrap_or_else(|_| id.clone());
        Ok(Record::Category(Category {
            name,
            parent: parent.map(ToOwned::to_owned).filter(|parent| *parent != id),
            name_en: group.requisite(NAME_EN).map(ToOwned::to_owned),
            position,
            deleted: values::deleted(group),
            version: values::version(group),
            external_id: id,
        }))
    };
    entry(RecordKind::Category, group, read())
}

/// A type of price.
pub fn price_type(element: &Element) -> Vec<Entry> {
    let read = || {
        let tax = element.all("Налог").find(|tax| values::is_vat(tax));
        Ok(Record::PriceType(PriceType {
            external_id: values::id(element)?,
            name: values::name(element)?,
            currency: values::currency(element.text_of("Валюта"))?,
            vat_included: tax.and_then(values::included),
            deleted: values::deleted(element),
            version: values::version(element),
        }))
    };
    vec![entry(RecordKind::PriceType, element, read())]
}

/// A warehouse.
pub fn warehouse(element: &Element) -> Vec<Entry> {
    let read = || {
        let external_id = values::id(element)?;
        Ok(Record::Warehouse(Warehouse {
            name: values::name(element)?,
            deleted: values::deleted(element),
            version: values::version(element),
            external_id,
        }))
    };
    vec![entry(RecordKind::Warehouse, element, read())]
}

/// A unit of measurement.
pub fn unit(element: &Element) -> Vec<Entry> {
    let read = || {
        let code = element.text_of("Код").and_then(values::unit_code).ok_or(Reason::NoId)?;
        let name = element.text_of("НаименованиеКраткое").or_else(|| element.text_of("НаименованиеПолное"));
        Ok(Record::Unit(Unit { code, name: name.ok_or(Reason::NoName)?.to_owned() }))
    };
    vec![entry(RecordKind::Unit, element, read())]
}

/// A property of goods, with the values that goods name by an id.
pub fn property(element: &Element) -> Vec<Entry> {
    let read = || {
        let mut values = Vec::new();
        for value in element.all("ВариантыЗначений").flat_map(|variants| &variants.children) {
            let id = value.text_of("ИдЗначения").or_else(|| value.text_of("Ид"));
            if let (Some(id), Some(words)) = (id, value.text_of("Значение")) {
                let words = values::short(Some(words), limits::NAME_CHARS)?.unwrap_or_default();
                values.push((id.to_owned(), words));
            }
        }
        Ok(Record::Property(Property {
            external_id: values::id(element)?,
            name: values::name(element)?,
            values,
            deleted: values::deleted(element),
            version: values::version(element),
        }))
    };
    vec![entry(RecordKind::Property, element, read())]
}

/// The values of properties that goods have. One without a value says nothing.
pub fn property_values(element: &Element) -> Result<Vec<PropertyValue>, Reason> {
    let mut found = Vec::new();
    for one in element.all_in("ЗначенияСвойств", "ЗначенияСвойства") {
        let Some(property) = values::short(one.text_of("Ид"), limits::ID_CHARS)? else { continue };
        for value in one.all("Значение").filter_map(Element::text) {
            // A text as long as a description is none to filter by.
            let value = value.chars().take(limits::NAME_CHARS).collect();
            found.push(PropertyValue { property: property.clone(), value });
        }
    }
    Ok(found)
}

/// The record, or why there is none.
pub fn entry(kind: RecordKind, element: &Element, read: Result<Record, Reason>) -> Entry {
    match read {
        Ok(record) => Entry::Record(record),
        Err(reason) => Entry::Skipped { kind, reason, example: values::example(element) },
    }
}

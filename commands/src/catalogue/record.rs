//! What a file from 1C holds, one object at a time, in the words of the catalogue.

use std::fmt;

use chrono::{DateTime, Utc};
use domain::vocabulary::{Currency, VatRate};
use rust_decimal::Decimal;

use super::{Assumption, Reason};

/// A category: a group of goods, in 1C's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Its id in 1C.
    pub external_id: String,
    /// The id in 1C of the category above.
    pub parent: Option<String>,
    /// Its name.
    pub name: String,
    /// Its name in English, when 1C keeps one.
    pub name_en: Option<String>,
    /// Its place in the order in which 1C lists them, from 1.
    pub position: i32,
    /// Marked for deletion.
    pub deleted: bool,
    /// The version of the object in 1C.
    pub version: Option<String>,
}

/// A type of price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceType {
    /// Its id in 1C.
    pub external_id: String,
    /// Its name.
    pub name: String,
    /// Its currency, when the file says it.
    pub currency: Option<Currency>,
    /// Whether its prices include VAT, when the file says it.
    pub vat_included: Option<bool>,
    /// Marked for deletion.
    pub deleted: bool,
    /// The version of the object in 1C.
    pub version: Option<String>,
}

/// A warehouse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warehouse {
    /// Its id in 1C.
    pub external_id: String,
    /// Its name.
    pub name: String,
    /// Marked for deletion.
    pub deleted: bool,
    /// The version of the object in 1C.
    pub version: Option<String>,
}

/// A unit of measurement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its code of OKEI.
    pub code: String,
    /// Its short name.
    pub name: String,
}

/// The card of a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// Its id in 1C.
    pub external_id: String,
    /// The article.
    pub article: Option<String>,
    /// Its name.
    pub name: String,
    /// Its name in English, when 1C keeps one.
    pub name_en: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// The code of its unit, of OKEI.
    pub unit_code: Option<String>,
    /// The short name of its unit.
    pub unit_name: Option<String>,
    /// Its rate of VAT, when the file says it.
    pub vat: Option<VatRate>,
    /// The id in 1C of the first of its categories.
    pub category: Option<String>,
    /// The barcode.
    pub barcode: Option<String>,
    /// The paths of its pictures, as 1C names them, the main one first.
    pub pictures: Vec<String>,
    /// The values of its properties.
    pub properties: Vec<PropertyValue>,
    /// Marked for deletion.
    pub deleted: bool,
    /// The version of the object in 1C.
    pub version: Option<String>,
}

/// A property of goods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// Its id in 1C.
    pub external_id: String,
    /// Its name.
    pub name: String,
    /// The values that goods name by an id: the id in 1C and the words.
    pub values: Vec<(String, String)>,
    /// Marked for deletion.
    pub deleted: bool,
    /// The version of the object in 1C.
    pub version: Option<String>,
}

/// A value of a property of goods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PropertyValue {
    /// The id of the property in 1C.
    pub property: String,
    /// The value: in words, or the id in 1C of one of the property's values.
    pub value: String,
}

/// What tells a variant of a product from the others: a name and a value, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Characteristic {
    /// What it is: a colour, a size.
    pub name: String,
    /// The value.
    pub value: String,
}

/// What an offer says about its product, beside prices and stock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The id of the goods in 1C: of a product, or `product#characteristic`.
    pub product: String,
    /// The barcode.
    pub barcode: Option<String>,
    /// What tells this variant from the others.
    pub characteristics: Vec<Characteristic>,
    /// The values of its properties.
    pub properties: Vec<PropertyValue>,
    /// The name under which it is offered.
    pub name: Option<String>,
    /// The article.
    pub article: Option<String>,
    /// The code of its unit, of OKEI.
    pub unit_code: Option<String>,
    /// The short name of its unit.
    pub unit_name: Option<String>,
    /// Marked for deletion.
    pub deleted: bool,
    /// The version of the object in 1C.
    pub version: Option<String>,
}

/// The price of one unit of a product. Zero means that there is none any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// The id of the product in 1C.
    pub product: String,
    /// The id of the type of price in 1C.
    pub price_type: String,
    /// From which quantity on it holds; zero means from the first unit on.
    pub from: Decimal,
    /// The amount, zero or above.
    pub amount: Decimal,
    /// The currency, when the price says it itself.
    pub currency: Option<Currency>,
    /// The unit, when the price says it itself.
    pub unit: Option<String>,
    /// Whether VAT is included, when the price says it itself.
    pub vat_included: Option<bool>,
    /// Since when it holds, when the file says it.
    pub valid_from: Option<DateTime<Utc>>,
}

/// How much of a product is in a warehouse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stock {
    /// The id of the product in 1C.
    pub product: String,
    /// The id of the warehouse in 1C; nothing when the file knows only a total.
    pub warehouse: Option<String>,
    /// The quantity, in units of the product. 1C lets it fall below zero.
    pub quantity: Decimal,
}

/// One object of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// A unit of measurement.
    Unit(Unit),
    /// A category.
    Category(Category),
    /// A type of price.
    PriceType(PriceType),
    /// A warehouse.
    Warehouse(Warehouse),
    /// A property of goods.
    Property(Property),
    /// The card of a product.
    Product(Product),
    /// What an offer says about its product.
    Offer(Offer),
    /// A price.
    Price(Price),
    /// A quantity in stock.
    Stock(Stock),
}

impl Record {
    /// How much of text it holds, about, in bytes.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Product(product) => {
                let values = product.properties.iter().map(|one| one.value.len());
                let pictures = product.pictures.iter().map(String::len);
                let description = product.description.as_ref().map_or(0, String::len);
                product.name.len() + description + values.sum::<usize>() + pictures.sum::<usize>()
            }
            Self::Property(property) => property.values.iter().map(|(_, words)| words.len()).sum(),
            _ => 0,
        }
    }

    /// The goods that an offer, a price or a quantity belongs to.
    pub fn goods(&self) -> Option<&str> {
        match self {
            Self::Offer(Offer { product, .. })
            | Self::Price(Price { product, .. })
            | Self::Stock(Stock { product, .. }) => Some(product),
            _ => None,
        }
    }

    /// What it is.
    pub const fn kind(&self) -> RecordKind {
        match self {
            Self::Unit(_) => RecordKind::Unit,
            Self::Category(_) => RecordKind::Category,
            Self::PriceType(_) => RecordKind::PriceType,
            Self::Warehouse(_) => RecordKind::Warehouse,
            Self::Property(_) => RecordKind::Property,
            Self::Product(_) => RecordKind::Product,
            Self::Offer(_) => RecordKind::Offer,
            Self::Price(_) => RecordKind::Price,
            Self::Stock(_) => RecordKind::Stock,
        }
    }
}

/// What an object of a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordKind {
    /// A unit of measurement.
    Unit,
    /// A category.
    Category,
    /// A type of price.
    PriceType,
    /// A warehouse.
    Warehouse,
    /// The card of a product.
    Product,
    /// An offer.
    Offer,
    /// A price.
    Price,
    /// A quantity in stock.
    Stock,
    /// A property of goods.
    Property,
    /// Anything else at the top of a file: documents, references.
    Other,
}

impl fmt::Display for RecordKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unit => "units",
            Self::Category => "categories",
            Self::PriceType => "price types",
            Self::Warehouse => "warehouses",
            Self::Product => "products",
            Self::Offer => "offers",
            Self::Price => "prices",
            Self::Stock => "stock",
            Self::Property => "properties",
            Self::Other => "other",
        })
    }
}

/// One step through a file.
#[expect(clippy::large_enum_variant, reason = "nearly every entry is a record: a box each would cost more")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// An object to take in.
    Record(Record),
    /// An object, or a part of one, that is left out.
    Skipped {
        /// What it is.
        kind: RecordKind,
        /// Why.
        reason: Reason,
        /// Which one.
        example: String,
    },
    /// Something that an object said in words that are not understood, or did not say.
    Assumed {
        /// What the object is.
        kind: RecordKind,
        /// What stands in.
        assumption: Assumption,
        /// Which one.
        example: String,
    },
}

impl Entry {
    /// How much of text it holds, about, in bytes.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Record(record) => record.bytes(),
            Self::Skipped { example, .. } | Self::Assumed { example, .. } => example.len(),
        }
    }

    /// What the object is.
    pub const fn kind(&self) -> RecordKind {
        match self {
            Self::Record(record) => record.kind(),
            Self::Skipped { kind, .. } | Self::Assumed { kind, .. } => *kind,
        }
    }
}

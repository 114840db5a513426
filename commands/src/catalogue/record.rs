//! What a file from 1C holds, one object at a time, in the words of the catalogue.

use std::fmt;

use domain::vocabulary::{Currency, VatRate};
use rust_decimal::Decimal;

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
    /// Marked for deletion.
    pub deleted: bool,
    /// The version of the object in 1C.
    pub version: Option<String>,
}

/// What an offer says about its product, beside prices and stock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The id of the product in 1C.
    pub product: String,
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
    /// The amount, zero or above.
    pub amount: Decimal,
    /// The currency, when the price says it itself.
    pub currency: Option<Currency>,
    /// The unit, when the price says it itself.
    pub unit: Option<String>,
    /// Whether VAT is included, when the price says it itself.
    pub vat_included: Option<bool>,
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
    /// What it is.
    pub const fn kind(&self) -> RecordKind {
        match self {
            Self::Unit(_) => RecordKind::Unit,
            Self::Category(_) => RecordKind::Category,
            Self::PriceType(_) => RecordKind::PriceType,
            Self::Warehouse(_) => RecordKind::Warehouse,
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
    /// What the object is.
    pub const fn kind(&self) -> RecordKind {
        match self {
            Self::Record(record) => record.kind(),
            Self::Skipped { kind, .. } | Self::Assumed { kind, .. } => *kind,
        }
    }
}

/// Why an object is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// It has no id.
    NoId,
    /// It has no name.
    NoName,
    /// An id, a name or a text is longer than the catalogue keeps.
    TooLong,
    /// It is about one characteristic (size, colour) of a product.
    Characteristic,
    /// A number cannot be read.
    UnreadableNumber,
    /// A price is below zero.
    Negative,
    /// The currency is not known.
    UnknownCurrency,
    /// The price is for a pack of several units.
    PackPrice,
    /// The price holds from a quantity on.
    QuantityPrice,
    /// No product has this id.
    UnknownProduct,
    /// No type of price has this id.
    UnknownPriceType,
    /// No warehouse has this id.
    UnknownWarehouse,
    /// It comes again later; the last one counts.
    Repeated,
    /// Properties of goods are not taken in yet.
    Property,
    /// It is no part of a catalogue.
    NotCatalogue,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoId => "without an id",
            Self::NoName => "without a name",
            Self::TooLong => "with an id, a name or a text that is too long",
            Self::Characteristic => "of one characteristic of a product, not taken yet",
            Self::UnreadableNumber => "with a number that cannot be read",
            Self::Negative => "below zero",
            Self::UnknownCurrency => "in an unknown currency",
            Self::PackPrice => "for a pack of several units, not taken yet",
            Self::QuantityPrice => "from a quantity on, not taken yet",
            Self::UnknownProduct => "of an unknown product",
            Self::UnknownPriceType => "of an unknown type of price",
            Self::UnknownWarehouse => "of an unknown warehouse",
            Self::Repeated => "repeated, the last one counts",
            Self::Property => "not taken yet",
            Self::NotCatalogue => "no part of a catalogue",
        })
    }
}

/// What stands in for something that a file did not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Assumption {
    /// The rate of VAT is the one of the import's setting.
    Vat,
    /// The rate of VAT is in words that are not understood; the setting's stands in.
    VatNotUnderstood,
    /// The unit is a piece (796).
    Unit,
    /// The product is in no category: the one that it names is not known.
    UnknownCategory,
    /// The product is known by its offer alone, without a card.
    ByOffer,
    /// The currency is the ruble.
    Currency,
    /// The prices of the type include VAT.
    VatIncluded,
}

impl fmt::Display for Assumption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Vat => "without a rate of VAT, taken with the default rate",
            Self::VatNotUnderstood => {
                "with a rate of VAT that is not understood, taken with the default rate"
            }
            Self::Unit => "without a unit, taken as pieces (796)",
            Self::UnknownCategory => "of an unknown category, taken without one",
            Self::ByOffer => "known by their offer alone, without a card of the product",
            Self::Currency => "without a currency, taken as RUB",
            Self::VatIncluded => "without a word on VAT, taken as VAT included",
        })
    }
}

//! Which goods, in which order, and where in the list.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use domain::vocabulary::{CategoryId, ProductId, PropertyId};
use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::PgConnection;

use super::search::{Search, corrected};

/// Which products.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProductFilter {
    /// Of this category and the categories below it.
    pub category: Option<CategoryId>,
    /// With these words in name, article or description, or an article that begins so, or this
    /// barcode.
    pub text: Option<String>,
    /// With one of the values of each property.
    pub properties: BTreeMap<PropertyId, Vec<String>>,
    /// With a price in the list of at least so much.
    pub price_from: Option<Decimal>,
    /// With a price in the list of at most so much.
    pub price_to: Option<Decimal>,
    /// Only what is in stock somewhere.
    pub in_stock: bool,
    /// The order; by relevance when words are searched, else by name.
    pub sort: Option<ProductSort>,
}

/// The order of a list of products.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProductSort {
    /// What fits the words best first.
    Relevance,
    /// By name.
    Name,
    /// The lowest price first, goods without a price last.
    PriceAscending,
    /// The highest price first, goods without a price last.
    PriceDescending,
}

impl ProductSort {
    /// Its name in the query.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Relevance => "relevance",
            Self::Name => "name",
            Self::PriceAscending => "price",
            Self::PriceDescending => "-price",
        }
    }
}

/// What a list is sorted by first: a rank, or a price; zero when by name.
#[derive(Clone, Copy, Debug, Default)]
pub struct Key(pub f64);

/// Keys come out of the database and are compared bit by bit.
impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.0.to_bits() == other.0.to_bits()
    }
}

impl Eq for Key {}

/// A place in a list, which is sorted by key, name and id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductPlace {
    /// What the list is sorted by.
    pub key: Key,
    /// The name as it is sorted.
    pub sort_name: String,
    /// The product.
    pub id: ProductId,
}

/// The cursor of a page: the id, the key, and the name as it is sorted, with blanks between.
impl fmt::Display for ProductPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:x} {}", self.id, self.key.0.to_bits(), self.sort_name)
    }
}

/// The text is no cursor of this list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this cursor does not belong to a list of products")]
pub struct NotAPlace;

impl FromStr for ProductPlace {
    type Err = NotAPlace;

    fn from_str(text: &str) -> Result<Self, NotAPlace> {
        let mut parts = text.splitn(3, ' ');
        let mut part = || parts.next().ok_or(NotAPlace);
        let id = part()?.parse().map_err(|_| NotAPlace)?;
        let key = f64::from_bits(u64::from_str_radix(part()?, 16).map_err(|_| NotAPlace)?);
        Ok(Self { key: Key(key), sort_name: part()?.to_owned(), id })
    }
}

/// A filter in the words of the database.
pub(super) struct Asked {
    /// The text; nothing when no text is searched.
    pub search: Option<Search>,
    /// The values of properties; nothing when any do.
    pub properties: Option<Value>,
}

impl Asked {
    /// Nothing when the text has nothing to search for.
    pub fn of(filter: &ProductFilter) -> Option<Self> {
        let search = match filter.text.as_deref().map(Search::of) {
            Some(None) => return None,
            Some(search) => search,
            None => None,
        };
        let wanted =
            filter.properties.iter().map(|(id, values)| (id.to_string(), Value::from(values.clone())));
        let properties: serde_json::Map<_, _> = wanted.collect();
        Some(Self { search, properties: (!properties.is_empty()).then_some(Value::Object(properties)) })
    }

    /// The same with words that are near to the typed ones.
    pub async fn corrected(&self, connection: &mut PgConnection) -> sqlx::Result<Option<Self>> {
        let Some(search) = &self.search else { return Ok(None) };
        let near = corrected(connection, search).await?;
        Ok(near.map(|search| Self { search: Some(search), properties: self.properties.clone() }))
    }

    /// The words that are searched.
    pub fn words(&self) -> Option<String> {
        self.search.as_ref().map(|search| search.words.join(" "))
    }
}

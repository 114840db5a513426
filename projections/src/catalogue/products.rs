//! Which products are there, and what do they cost this organization?

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use domain::vocabulary::{CategoryId, PriceTypeId, ProductId};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

use super::may_read;
use super::search::Search;
use crate::page::{ReadError, Slice};
use crate::scoped_read::ScopedRead;

/// Whose prices are asked for, and as of when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pricing {
    /// The type of price of the organization's contract; nothing shows goods without prices.
    pub price_type: Option<PriceTypeId>,
    /// The moment.
    pub at: DateTime<Utc>,
}

/// Which products.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProductFilter {
    /// Of this category and the categories below it.
    pub category: Option<CategoryId>,
    /// With these words in name, article or description, or an article that begins so.
    pub text: Option<String>,
}

/// A place in the list, which is sorted by name and id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductPlace {
    /// The name as it is sorted.
    pub sort_name: String,
    /// The product.
    pub id: ProductId,
}

/// The cursor of a page: the id, a blank, the name as it is sorted.
impl fmt::Display for ProductPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.id, self.sort_name)
    }
}

/// The text is no cursor of this list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this cursor does not belong to a list of products")]
pub struct NotAPlace;

impl FromStr for ProductPlace {
    type Err = NotAPlace;

    fn from_str(text: &str) -> Result<Self, NotAPlace> {
        let (id, sort_name) = text.split_once(' ').ok_or(NotAPlace)?;
        Ok(Self { id: id.parse().map_err(|_| NotAPlace)?, sort_name: sort_name.to_owned() })
    }
}

/// A product with its price and stock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductRow {
    /// The product.
    pub id: ProductId,
    /// Its id in 1C.
    pub external_id: String,
    /// The article.
    pub article: Option<String>,
    /// The name.
    pub name: String,
    /// The name in English, when there is one.
    pub name_en: Option<String>,
    /// The description.
    pub description: Option<String>,
    /// The code of the unit, of OKEI, when 1C says it.
    pub unit_code: Option<String>,
    /// The short name of the unit.
    pub unit_name: String,
    /// Percent of VAT; nothing means without VAT.
    pub vat_rate: Option<i16>,
    /// The category.
    pub category: Option<CategoryId>,
    /// Whether it can be ordered at all: not withdrawn in 1C.
    pub offered: bool,
    /// In all warehouses, in units; nothing when its stock is not kept.
    pub stock: Option<Decimal>,
    /// The price for one unit; nothing when there is none.
    pub price: Option<ProductPrice>,
    /// The name as it is sorted.
    pub sort_name: String,
}

/// A price for one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductPrice {
    /// The amount.
    pub amount: Decimal,
    /// The currency, by ISO 4217.
    pub currency: String,
    /// Whether VAT is included.
    pub vat_included: bool,
    /// Since when it is valid.
    pub valid_from: DateTime<Utc>,
}

impl ProductRow {
    /// Its place in the list.
    pub fn place(&self) -> ProductPlace {
        ProductPlace { sort_name: self.sort_name.clone(), id: self.id }
    }
}

/// A page of the products on offer, sorted by name, after a place.
pub async fn products(
    read: &mut ScopedRead,
    filter: &ProductFilter,
    pricing: Pricing,
    after: Option<&ProductPlace>,
    first: u16,
) -> Result<Slice<ProductRow>, ReadError> {
    if !may_read(read.scope()) {
        return Ok(Slice::empty());
    }
    let search = match filter.text.as_deref().map(Search::of) {
        Some(None) => return Ok(Slice::empty()),
        Some(search) => search,
        None => None,
    };
    let ids = sqlx::query_file_scalar!(
        "src/catalogue/list_products.sql",
        filter.category.map(CategoryId::uuid),
        search.as_ref().map(|search| search.query.as_str()),
        search.as_ref().map(|search| search.article.as_str()),
        after.map(|place| place.sort_name.as_str()),
        after.map(|place| place.id.uuid()),
        i64::from(first) + 1,
    )
    .fetch_all(read.connection())
    .await?;
    let has_more = ids.len() > usize::from(first);
    let ids = &ids[..ids.len().min(usize::from(first))];
    Ok(Slice { rows: rows(read.connection(), ids, pricing).await?, has_more })
}

/// One product, also a withdrawn one: orders still show it.
pub async fn product(
    read: &mut ScopedRead,
    id: ProductId,
    pricing: Pricing,
) -> Result<Option<ProductRow>, ReadError> {
    Ok(products_by_ids(read, &[id], pricing).await?.pop())
}

/// The products of a set of ids, also withdrawn ones, in any order.
pub async fn products_by_ids(
    read: &mut ScopedRead,
    ids: &[ProductId],
    pricing: Pricing,
) -> Result<Vec<ProductRow>, ReadError> {
    if !may_read(read.scope()) {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    Ok(rows(read.connection(), &ids, pricing).await?)
}

async fn rows(
    connection: &mut PgConnection,
    ids: &[Uuid],
    pricing: Pricing,
) -> Result<Vec<ProductRow>, sqlx::Error> {
    let price_type = pricing.price_type.map(PriceTypeId::uuid);
    let found = sqlx::query_file_as!(Found, "src/catalogue/products_by_ids.sql", ids, price_type, pricing.at)
        .fetch_all(connection)
        .await?;
    Ok(found.into_iter().map(ProductRow::from).collect())
}

struct Found {
    id: Uuid,
    external_id: String,
    article: Option<String>,
    name: String,
    name_en: Option<String>,
    description: Option<String>,
    unit_code: Option<String>,
    unit_name: String,
    vat_rate: Option<i16>,
    category: Option<Uuid>,
    offered: bool,
    sort_name: String,
    stock: Option<Decimal>,
    amount: Option<Decimal>,
    currency: Option<String>,
    vat_included: Option<bool>,
    valid_from: Option<DateTime<Utc>>,
}

impl From<Found> for ProductRow {
    fn from(found: Found) -> Self {
        let price = match (found.amount, found.currency, found.vat_included, found.valid_from) {
            (Some(amount), Some(currency), Some(vat_included), Some(valid_from)) => {
                Some(ProductPrice { amount: amount.normalize(), currency, vat_included, valid_from })
            }
            _ => None,
        };
        Self {
            id: ProductId(found.id),
            external_id: found.external_id,
            article: found.article,
            name: found.name,
            name_en: found.name_en,
            description: found.description,
            unit_code: found.unit_code,
            unit_name: found.unit_name,
            vat_rate: found.vat_rate,
            category: found.category.map(CategoryId),
            offered: found.offered,
            stock: found.stock.map(|stock| stock.normalize()),
            price,
            sort_name: found.sort_name,
        }
    }
}

//! Which products are there, and what do they cost this organization?

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use domain::vocabulary::{CategoryId, OrganizationId, PriceTypeId, ProductId};
use uuid::Uuid;

use super::may_read;
use super::product_row::{ProductRow, rows};
use super::search::Search;
use crate::page::{ReadError, Slice};
use crate::scoped_read::ScopedRead;

/// The most variants of a product that are listed.
const VARIANTS: i64 = 500;

/// Whose prices are asked for, and as of when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pricing {
    /// The type of price of the organization's contract; nothing shows goods without prices.
    pub price_type: Option<PriceTypeId>,
    /// The organization whose discounts count; nobody has one otherwise.
    pub organization: Option<OrganizationId>,
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

/// The variants of a product that are on offer, by name.
pub async fn variants(
    read: &mut ScopedRead,
    of: ProductId,
    pricing: Pricing,
) -> Result<Vec<ProductRow>, ReadError> {
    if !may_read(read.scope()) {
        return Ok(Vec::new());
    }
    let ids = sqlx::query_scalar!(
        "select id from catalogue.products where variant_of = $1 and active and not deleted
         order by sort_name, id limit $2",
        of.uuid(),
        VARIANTS,
    )
    .fetch_all(read.connection())
    .await?;
    Ok(rows(read.connection(), &ids, pricing).await?)
}

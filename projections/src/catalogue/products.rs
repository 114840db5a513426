//! Which products are there, and what do they cost this organization?

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::vocabulary::{CategoryId, OrganizationId, PriceTypeId, ProductId};
use sqlx::PgConnection;
use uuid::Uuid;

use super::filter::{Asked, Key, ProductFilter, ProductPlace, ProductSort};
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

/// A page of the products on offer, after a place. When nothing has the typed words, those that
/// are near to them are searched, and the answer says so.
pub async fn products(
    read: &mut ScopedRead,
    filter: &ProductFilter,
    pricing: Pricing,
    after: Option<&ProductPlace>,
    first: u16,
) -> Result<Found, ReadError> {
    let nothing = Found { slice: Slice::empty(), corrected: None };
    if !may_read(read.scope()) {
        return Ok(nothing);
    }
    let Some(asked) = Asked::of(filter) else { return Ok(nothing) };
    let page = Page { filter, pricing, after, first };
    let slice = page.read(read.connection(), &asked).await?;
    if !slice.rows.is_empty() {
        return Ok(Found { slice, corrected: None });
    }
    match asked.corrected(read.connection()).await? {
        None => Ok(Found { slice, corrected: None }),
        Some(near) => {
            let slice = page.read(read.connection(), &near).await?;
            Ok(Found { slice, corrected: near.words() })
        }
    }
}

/// A page of products.
#[derive(Debug)]
pub struct Found {
    /// The rows.
    pub slice: Slice<ProductRow>,
    /// The words that were searched instead of the typed ones.
    pub corrected: Option<String>,
}

/// What a page is asked for by.
struct Page<'a> {
    filter: &'a ProductFilter,
    pricing: Pricing,
    after: Option<&'a ProductPlace>,
    first: u16,
}

impl Page<'_> {
    async fn read(
        &self,
        connection: &mut PgConnection,
        asked: &Asked,
    ) -> Result<Slice<ProductRow>, ReadError> {
        let mut keys = self.keys(connection, asked).await?;
        let has_more = keys.len() > usize::from(self.first);
        keys.truncate(usize::from(self.first));
        let ids: Vec<Uuid> = keys.iter().map(|(id, _)| *id).collect();
        let found = rows(connection, &ids, self.pricing).await?;
        let mut found: HashMap<Uuid, ProductRow> =
            found.into_iter().map(|row| (row.id.uuid(), row)).collect();
        let row = |(id, key)| found.remove(&id).map(|row| ProductRow { key, ..row });
        Ok(Slice { rows: keys.into_iter().filter_map(row).collect(), has_more })
    }

    async fn keys(&self, connection: &mut PgConnection, asked: &Asked) -> sqlx::Result<Vec<(Uuid, Key)>> {
        let Self { filter, pricing, after, first } = self;
        let search = asked.search.as_ref();
        let usual = if search.is_some() { ProductSort::Relevance } else { ProductSort::Name };
        let sort = filter.sort.unwrap_or(usual);
        let is_plain = filter.price_from.is_none() && filter.price_to.is_none() && !filter.in_stock;
        if search.is_none() && is_plain && matches!(sort, ProductSort::Name | ProductSort::Relevance) {
            return self.by_name(connection, asked).await;
        }
        let rows = sqlx::query_file!(
            "src/catalogue/search_products.sql",
            filter.category.map(CategoryId::uuid),
            search.map(Search::query),
            search.and_then(|search| search.article.as_deref()),
            search.and_then(Search::article_end),
            search.and_then(|search| search.barcode.as_deref()),
            asked.properties,
            pricing.price_type.map(PriceTypeId::uuid),
            pricing.at,
            filter.price_from,
            filter.price_to,
            filter.in_stock,
            sort.key(),
            after.map(|place| place.key.0),
            after.map(|place| place.sort_name.as_str()),
            after.map(|place| place.id.uuid()),
            i64::from(*first) + 1,
        )
        .fetch_all(connection)
        .await?;
        Ok(rows.into_iter().map(|row| (row.id, Key(row.key))).collect())
    }

    async fn by_name(&self, connection: &mut PgConnection, asked: &Asked) -> sqlx::Result<Vec<(Uuid, Key)>> {
        let rows = sqlx::query_file!(
            "src/catalogue/list_products.sql",
            self.filter.category.map(CategoryId::uuid),
            asked.properties,
            self.after.map(|place| place.sort_name.as_str()),
            self.after.map(|place| place.id.uuid()),
            i64::from(self.first) + 1,
        )
        .fetch_all(connection)
        .await?;
        Ok(rows.into_iter().map(|row| (row.id, Key(row.key))).collect())
    }
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

//! How many goods are there of each kind? What a list can be narrowed by.

use std::collections::BTreeMap;

use domain::vocabulary::{CategoryId, PriceTypeId, PropertyId};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

use super::filter::{Asked, ProductFilter};
use super::may_read;
use super::products::Pricing;
use super::search::Search;
use crate::page::ReadError;
use crate::scoped_read::ScopedRead;

/// How many goods are counted at most: beyond that, counts help nobody to choose.
const COUNTED: i64 = 1_000_000;
/// How many values of a property are told at most, the most frequent ones first.
const VALUES: usize = 50;

/// What a list of products can be narrowed by. The range of prices and the stock that a filter
/// asks for do not narrow it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// How many products there are.
    pub total: i64,
    /// How many of them are in stock.
    pub in_stock: i64,
    /// The lowest and the highest price in the list; nothing when none has a price.
    pub prices: Option<(Decimal, Decimal)>,
    /// How many are in each category itself.
    pub categories: Vec<(CategoryId, i64)>,
    /// How many have each value of each property.
    pub properties: Vec<PropertyFacet>,
    /// The words that were searched instead of the typed ones.
    pub corrected: Option<String>,
}

/// How many products have each value of a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PropertyFacet {
    /// The property.
    pub property: PropertyId,
    /// Its name.
    pub name: String,
    /// The values, the most frequent first.
    pub values: Vec<(String, i64)>,
}

/// Counts the products that a filter meets.
pub async fn facets(
    read: &mut ScopedRead,
    filter: &ProductFilter,
    pricing: Pricing,
) -> Result<Facets, ReadError> {
    if !may_read(read.scope()) {
        return Ok(Facets::default());
    }
    let Some(asked) = Asked::of(filter) else { return Ok(Facets::default()) };
    let counted = count(read.connection(), filter, &asked, pricing).await?;
    if counted.total > 0 {
        return Ok(counted);
    }
    match asked.corrected(read.connection()).await? {
        None => Ok(counted),
        Some(near) => {
            let counted = count(read.connection(), filter, &near, pricing).await?;
            Ok(Facets { corrected: near.words(), ..counted })
        }
    }
}

/// The number of the catalogue's last change: counts of one generation stay as they are.
pub async fn generation(read: &mut ScopedRead) -> Result<i64, ReadError> {
    let number = sqlx::query_scalar!("select number from catalogue.generation");
    Ok(number.fetch_one(read.connection()).await?)
}

async fn count(
    connection: &mut PgConnection,
    filter: &ProductFilter,
    asked: &Asked,
    pricing: Pricing,
) -> Result<Facets, ReadError> {
    let search = asked.search.as_ref();
    let rows = sqlx::query_file!(
        "src/catalogue/facets.sql",
        filter.category.map(CategoryId::uuid),
        search.map(Search::query),
        search.and_then(|search| search.article.as_deref()),
        search.and_then(Search::article_end),
        search.and_then(|search| search.barcode.as_deref()),
        asked.properties,
        pricing.price_type.map(PriceTypeId::uuid),
        pricing.at,
        COUNTED,
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut facets = Facets::default();
    let mut values: BTreeMap<PropertyId, Vec<(String, i64)>> = BTreeMap::new();
    let mut bounds = (None, None);
    for row in rows {
        match (row.facet.as_str(), row.of, row.value) {
            ("total", ..) => facets.total = row.count,
            ("in_stock", ..) => facets.in_stock = row.count,
            ("price_from", ..) => bounds.0 = row.amount,
            ("price_to", ..) => bounds.1 = row.amount,
            ("category", Some(of), _) => facets.categories.push((CategoryId(of), row.count)),
            (_, Some(of), Some(value)) => values.entry(PropertyId(of)).or_default().push((value, row.count)),
            _ => {}
        }
    }
    facets.prices = bounds.0.zip(bounds.1).map(|(least, most)| (least.normalize(), most.normalize()));
    facets.categories.sort_by_key(|(id, count)| (-count, *id));
    facets.properties = named(connection, values).await?;
    Ok(facets)
}

async fn named(
    connection: &mut PgConnection,
    mut values: BTreeMap<PropertyId, Vec<(String, i64)>>,
) -> Result<Vec<PropertyFacet>, ReadError> {
    let ids: Vec<Uuid> = values.keys().map(|property| property.uuid()).collect();
    let rows = sqlx::query!(
        "select id, name from catalogue.properties where id = any($1) and not deleted order by name, id",
        &ids
    );
    let mut named = Vec::with_capacity(ids.len());
    for row in rows.fetch_all(connection).await? {
        let property = PropertyId(row.id);
        let mut values = values.remove(&property).unwrap_or_default();
        values.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        values.truncate(VALUES);
        named.push(PropertyFacet { property, name: row.name, values });
    }
    Ok(named)
}

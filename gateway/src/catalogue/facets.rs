//! What a list of products can be narrowed by, and how many products each choice leaves.

use std::sync::Arc;

use async_graphql::SimpleObject;
use domain::vocabulary::{CategoryId, PropertyId};
use rust_decimal::Decimal;

use crate::graphql::global_id::GlobalId;

/// What a list of products can be narrowed by. The range of prices and the stock that a filter
/// asks for do not narrow these counts, and neither do the values of a property its own.
#[derive(Clone, SimpleObject)]
pub struct ProductFacets {
    /// How many products there are, variants not counted.
    total: i64,
    /// How many of them are in stock.
    in_stock: i64,
    /// The lowest price in the list; null when none has a price.
    lowest_price: Option<Decimal>,
    /// The highest price in the list; null when none has a price.
    highest_price: Option<Decimal>,
    /// How many products are in each category itself, the most frequent first.
    categories: Vec<CategoryFacet>,
    /// How many products have each value of each property, by the name of the property.
    properties: Vec<PropertyFacet>,
    /// The words that were searched instead, because nothing has the typed ones; null else.
    corrected_to: Option<String>,
}

/// How many products are in a category.
#[derive(Clone, SimpleObject)]
pub struct CategoryFacet {
    /// The id of the category.
    category_id: GlobalId<CategoryId>,
    /// How many products.
    count: i64,
}

/// How many products have each value of a property.
#[derive(Clone, SimpleObject)]
pub struct PropertyFacet {
    /// The id of the property.
    property_id: GlobalId<PropertyId>,
    /// The name of the property.
    name: String,
    /// The values, the most frequent first; at most 50.
    values: Vec<ValueFacet>,
}

/// How many products have a value.
#[derive(Clone, SimpleObject)]
pub struct ValueFacet {
    /// The value, in words.
    value: String,
    /// How many products.
    count: i64,
}

impl From<Arc<projections::catalogue::Facets>> for ProductFacets {
    fn from(facets: Arc<projections::catalogue::Facets>) -> Self {
        let (lowest_price, highest_price) = facets.prices.unzip();
        let category = |&(id, count): &(CategoryId, i64)| CategoryFacet { category_id: GlobalId(id), count };
        Self {
            total: facets.total,
            in_stock: facets.in_stock,
            lowest_price,
            highest_price,
            categories: facets.categories.iter().map(category).collect(),
            properties: facets.properties.iter().map(PropertyFacet::from).collect(),
            corrected_to: facets.corrected.clone(),
        }
    }
}

impl From<&projections::catalogue::PropertyFacet> for PropertyFacet {
    fn from(facet: &projections::catalogue::PropertyFacet) -> Self {
        let value = |(value, count): &(String, i64)| ValueFacet { value: value.clone(), count: *count };
        Self {
            property_id: GlobalId(facet.property),
            name: facet.name.clone(),
            values: facet.values.iter().map(value).collect(),
        }
    }
}

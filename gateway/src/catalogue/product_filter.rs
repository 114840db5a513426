//! The filter of a list of products, as clients send it.

use std::collections::BTreeMap;

use async_graphql::{Enum, InputObject, Result};
use domain::vocabulary::{CategoryId, PropertyId};
use projections::catalogue;
use rust_decimal::Decimal;

use crate::graphql::errors::ErrorCode;
use crate::graphql::global_id::GlobalId;

/// The most properties and values that a filter may name.
const NAMED: usize = 50;

/// The order of a list of products.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ProductSort {
    /// What fits the words best first.
    Relevance,
    /// By name.
    Name,
    /// The lowest price in the list first, goods without a price last.
    PriceAscending,
    /// The highest price in the list first, goods without a price last.
    PriceDescending,
}

impl From<ProductSort> for catalogue::ProductSort {
    fn from(sort: ProductSort) -> Self {
        match sort {
            ProductSort::Relevance => Self::Relevance,
            ProductSort::Name => Self::Name,
            ProductSort::PriceAscending => Self::PriceAscending,
            ProductSort::PriceDescending => Self::PriceDescending,
        }
    }
}

/// Which products.
#[derive(Default, InputObject)]
pub struct ProductFilter {
    /// With one of the values of each of these properties.
    #[graphql(default)]
    properties: Vec<PropertyChoice>,
    /// With a price in the list of at least so much.
    price_from: Option<Decimal>,
    /// With a price in the list of at most so much.
    price_to: Option<Decimal>,
    /// Only what is in stock somewhere.
    #[graphql(default)]
    in_stock: bool,
}

/// Values of a property.
#[derive(InputObject)]
pub struct PropertyChoice {
    /// The property.
    property_id: GlobalId<PropertyId>,
    /// One of these values, in words.
    values: Vec<String>,
}

impl ProductFilter {
    /// The filter together with the category and the words that stand beside it.
    pub fn with(
        self,
        category: Option<GlobalId<CategoryId>>,
        text: Option<String>,
        sort: Option<ProductSort>,
    ) -> Result<catalogue::ProductFilter> {
        let named: usize = self.properties.iter().map(|choice| choice.values.len() + 1).sum();
        if named > NAMED {
            let said = format!("A filter names at most {NAMED} properties and values.");
            return Err(ErrorCode::BadUserInput.because(said));
        }
        let mut properties: BTreeMap<PropertyId, Vec<String>> = BTreeMap::new();
        for PropertyChoice { property_id, values } in self.properties {
            properties.entry(property_id.0).or_default().extend(values);
        }
        Ok(catalogue::ProductFilter {
            category: category.map(|id| id.0),
            text,
            properties,
            price_from: self.price_from,
            price_to: self.price_to,
            in_stock: self.in_stock,
            sort: sort.map(Into::into),
        })
    }
}

//! A product of the catalogue.

use async_graphql::SimpleObject;
use chrono::{DateTime, Utc};
use domain::refusal::Language;
use domain::vocabulary::{CategoryId, ProductId};
use projections::catalogue::{ProductPrice, ProductRow};
use rust_decimal::Decimal;

use super::category::in_language;
use crate::graphql::global_id::GlobalId;
use crate::graphql::money::MoneyValue;

/// A product with its price under a contract, and its stock.
#[derive(SimpleObject)]
pub struct Product {
    /// The id of the product.
    id: GlobalId<ProductId>,
    /// The supplier's article.
    article: Option<String>,
    /// The name, in the language of the request if it is known in it.
    name: String,
    /// The description.
    description: Option<String>,
    /// The short name of the unit in which it is sold.
    unit: String,
    /// The rate of VAT in percent; null for goods sold without VAT.
    vat_rate: Option<i16>,
    /// The id of its category.
    category_id: Option<GlobalId<CategoryId>>,
    /// Whether it can be ordered at all: not withdrawn.
    offered: bool,
    /// How many units are in all warehouses; null when its stock is not kept.
    stock: Option<Decimal>,
    /// The price of one unit; null when there is none under the contract.
    price: Option<Price>,
}

/// The price of one unit.
#[derive(SimpleObject)]
pub struct Price {
    /// The price.
    money: MoneyValue,
    /// Whether it contains the VAT.
    vat_included: bool,
    /// Since when it is valid.
    valid_from: DateTime<Utc>,
}

impl From<ProductPrice> for Price {
    fn from(price: ProductPrice) -> Self {
        let money = MoneyValue { amount: price.amount, currency: price.currency };
        Self { money, vat_included: price.vat_included, valid_from: price.valid_from }
    }
}

impl Product {
    /// The product in a language.
    pub fn of(row: ProductRow, language: Language) -> Self {
        Self {
            id: GlobalId(row.id),
            article: row.article,
            name: in_language(language, row.name, row.name_en),
            description: row.description,
            unit: row.unit_name,
            vat_rate: row.vat_rate,
            category_id: row.category.map(GlobalId),
            offered: row.offered,
            stock: row.stock,
            price: row.price.map(Price::from),
        }
    }
}

//! A product of the catalogue.

use async_graphql::SimpleObject;
use chrono::{DateTime, Utc};
use domain::refusal::Language;
use domain::vocabulary::{CategoryId, ProductId, PropertyId, WarehouseId};
use projections::catalogue::{ProductPrice, ProductRow, PropertyWords};
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
    /// How many units are in each warehouse.
    stock_by_warehouse: Vec<WarehouseStock>,
    /// The barcode.
    barcode: Option<String>,
    /// The paths of its pictures within the exchange with 1C, the main one first.
    pictures: Vec<String>,
    /// The product whose variant this is; null for a product itself.
    variant_of_id: Option<GlobalId<ProductId>>,
    /// What tells this variant from the others: a colour, a size.
    characteristics: Vec<Characteristic>,
    /// The price of one unit; null when there is none under the contract.
    price: Option<Price>,
    /// The values of its properties, by the name of the property.
    properties: Vec<ProductProperty>,
    /// How many variants (colours, sizes) of it are on offer: `catalogue.variants` lists them.
    variant_count: i64,
}

/// The values that a product has of a property.
#[derive(SimpleObject)]
pub struct ProductProperty {
    /// The id of the property.
    property_id: GlobalId<PropertyId>,
    /// The name of the property.
    name: String,
    /// The values, in words.
    values: Vec<String>,
}

/// How much of a product is in a warehouse.
#[derive(SimpleObject)]
#[graphql(name = "WarehouseStock")]
pub struct WarehouseStock {
    /// The id of the warehouse.
    warehouse_id: GlobalId<WarehouseId>,
    /// The name of the warehouse.
    name: String,
    /// How many units are there. 1C lets it fall below zero.
    quantity: Decimal,
}

/// What tells a variant of a product from the others.
#[derive(SimpleObject)]
pub struct Characteristic {
    /// What it is: a colour, a size.
    name: String,
    /// The value.
    value: String,
}

/// The price of one unit, and where it comes from.
#[derive(SimpleObject)]
pub struct Price {
    /// What the organization pays: after its discount, not rounded.
    money: MoneyValue,
    /// The price in the list, before the discount.
    list: MoneyValue,
    /// The discount of the organization, in percent.
    discount_percent: Decimal,
    /// The category on whose goods the organization has the discount; null when on all, or none.
    discount_category_id: Option<GlobalId<CategoryId>>,
    /// Whether it contains the VAT.
    vat_included: bool,
    /// Since when the price in the list is valid.
    valid_from: DateTime<Utc>,
    /// From how many units on it holds; zero means from the first.
    from_quantity: Decimal,
    /// The prices of larger quantities, the smallest quantity first.
    by_quantity: Vec<QuantityPrice>,
}

/// The price of one unit when many are bought.
#[derive(SimpleObject)]
pub struct QuantityPrice {
    /// From how many units on it holds.
    from_quantity: Decimal,
    /// What the organization pays for one unit: after its discount, not rounded.
    money: MoneyValue,
}

impl Price {
    fn of(price: &ProductPrice) -> Option<Self> {
        let money = |amount| MoneyValue { amount, currency: price.currency.clone() };
        let rest = (Decimal::ONE_HUNDRED - price.discount) / Decimal::ONE_HUNDRED;
        let after = |amount: Decimal| money((amount * rest).normalize());
        let (first, larger) = price.tiers.split_first()?;
        let larger = larger.iter();
        Some(Self {
            money: after(first.amount),
            list: money(first.amount),
            discount_percent: price.discount,
            discount_category_id: price.discount_category.map(GlobalId),
            vat_included: first.vat_included,
            valid_from: first.valid_from,
            from_quantity: first.from,
            by_quantity: larger
                .map(|tier| QuantityPrice { from_quantity: tier.from, money: after(tier.amount) })
                .collect(),
        })
    }
}

impl From<PropertyWords> for ProductProperty {
    fn from(words: PropertyWords) -> Self {
        Self { property_id: GlobalId(words.property), name: words.name, values: words.values }
    }
}

impl From<projections::catalogue::WarehouseStock> for WarehouseStock {
    fn from(stock: projections::catalogue::WarehouseStock) -> Self {
        Self { warehouse_id: GlobalId(stock.warehouse), name: stock.name, quantity: stock.quantity }
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
            stock_by_warehouse: row.stock_by_warehouse.into_iter().map(WarehouseStock::from).collect(),
            barcode: row.barcode,
            pictures: row.pictures,
            variant_of_id: row.variant_of.map(GlobalId),
            characteristics: row
                .characteristics
                .into_iter()
                .map(|(name, value)| Characteristic { name, value })
                .collect(),
            price: row.price.as_ref().and_then(Price::of),
            properties: row.properties.into_iter().map(ProductProperty::from).collect(),
            variant_count: row.variants,
        }
    }
}

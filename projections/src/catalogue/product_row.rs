//! A product as buyers see it: with its price, stock and variants.

use chrono::{DateTime, Utc};
use domain::vocabulary::{CategoryId, PriceTypeId, ProductId, PropertyId, WarehouseId};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::filter::{Key, ProductPlace};
use super::products::Pricing;

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
    /// In each warehouse.
    pub stock_by_warehouse: Vec<WarehouseStock>,
    /// The barcode.
    pub barcode: Option<String>,
    /// The paths of its pictures, as 1C names them.
    pub pictures: Vec<String>,
    /// The values of its properties, in words, by the name of the property.
    pub properties: Vec<PropertyWords>,
    /// What tells this variant from its siblings: names and values, in the order of 1C.
    pub characteristics: Vec<(String, String)>,
    /// The product whose variant it is.
    pub variant_of: Option<ProductId>,
    /// How many variants of it are on offer.
    pub variants: i64,
    /// What it costs; nothing when it has no price.
    pub price: Option<ProductPrice>,
    /// The name as it is sorted.
    pub sort_name: String,
    /// What its list is sorted by before the name.
    pub key: Key,
}

/// The values of a property of goods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PropertyWords {
    /// The property.
    pub property: PropertyId,
    /// Its name.
    pub name: String,
    /// The values, in words.
    pub values: Vec<String>,
}

/// How much of a product is in a warehouse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WarehouseStock {
    /// The warehouse.
    pub warehouse: WarehouseId,
    /// Its name.
    pub name: String,
    /// How many units.
    pub quantity: Decimal,
}

/// What a product costs an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductPrice {
    /// The currency, by ISO 4217.
    pub currency: String,
    /// The prices for one unit by quantity, the smallest quantity first. Never empty.
    pub tiers: Vec<PriceTier>,
    /// The discount of the organization on all of them, in percent.
    pub discount: Decimal,
    /// The category on whose goods it has the discount; nothing when on all goods, or none.
    pub discount_category: Option<CategoryId>,
}

/// A price for one unit that holds from a quantity on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct PriceTier {
    /// From which quantity on; zero means from the first unit.
    pub from: Decimal,
    /// The amount, before the discount.
    pub amount: Decimal,
    /// Whether VAT is included.
    pub vat_included: bool,
    /// Since when it is valid.
    pub valid_from: DateTime<Utc>,
    currency: String,
}

impl ProductPrice {
    /// The price of the smallest quantity that has one.
    pub fn first(&self) -> Option<&PriceTier> {
        self.tiers.first()
    }

    /// The price of one unit when so many are bought.
    pub fn of(&self, quantity: Decimal) -> Option<&PriceTier> {
        self.tiers.iter().rev().find(|tier| tier.from <= quantity)
    }
}

impl ProductRow {
    /// Its place in the list.
    pub fn place(&self) -> ProductPlace {
        ProductPlace { key: self.key, sort_name: self.sort_name.clone(), id: self.id }
    }
}

/// The rows of products with their prices and stock.
pub(super) async fn rows(
    connection: &mut PgConnection,
    ids: &[Uuid],
    pricing: Pricing,
) -> Result<Vec<ProductRow>, sqlx::Error> {
    let price_type = pricing.price_type.map(PriceTypeId::uuid);
    let organization = pricing.organization.map(|organization| organization.to_string());
    let found = sqlx::query_file_as!(
        Found,
        "src/catalogue/products_by_ids.sql",
        ids,
        price_type,
        pricing.at,
        organization
    )
    .fetch_all(connection)
    .await?;
    found.into_iter().map(ProductRow::try_from).collect()
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
    by_warehouse: Option<Value>,
    barcode: Option<String>,
    pictures: Vec<String>,
    properties: Option<Value>,
    variants: i64,
    characteristics: Value,
    variant_of: Option<Uuid>,
    tiers: Option<Value>,
    currency: Option<String>,
    discount: Option<Decimal>,
    discount_category: Option<Uuid>,
}

impl Found {
    fn price(&mut self) -> sqlx::Result<Option<ProductPrice>> {
        let (Some(tiers), Some(currency)) = (self.tiers.take(), self.currency.take()) else {
            return Ok(None);
        };
        let mut tiers: Vec<PriceTier> = read(tiers)?;
        tiers.retain(|tier| tier.currency == currency);
        for tier in &mut tiers {
            (tier.from, tier.amount) = (tier.from.normalize(), tier.amount.normalize());
        }
        Ok(Some(ProductPrice {
            currency,
            tiers,
            discount: self.discount.unwrap_or_default().normalize(),
            discount_category: self.discount_category.map(CategoryId),
        }))
    }
}

impl TryFrom<Found> for ProductRow {
    type Error = sqlx::Error;

    fn try_from(mut found: Found) -> sqlx::Result<Self> {
        let price = found.price()?;
        let stock: Vec<(Uuid, String, Decimal)> =
            found.by_warehouse.map(read).transpose()?.unwrap_or_default();
        let properties: Vec<(Uuid, String, Vec<String>)> =
            found.properties.map(read).transpose()?.unwrap_or_default();
        let words = |(property, name, values): (Uuid, String, Vec<String>)| PropertyWords {
            property: PropertyId(property),
            name,
            values,
        };
        let in_warehouse = |(warehouse, name, quantity): (Uuid, String, Decimal)| WarehouseStock {
            warehouse: WarehouseId(warehouse),
            name,
            quantity: quantity.normalize(),
        };
        Ok(Self {
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
            stock_by_warehouse: stock.into_iter().map(in_warehouse).collect(),
            barcode: found.barcode,
            pictures: found.pictures,
            properties: properties.into_iter().map(words).collect(),
            characteristics: read(found.characteristics)?,
            variant_of: found.variant_of.map(ProductId),
            variants: found.variants,
            price,
            sort_name: found.sort_name,
            key: Key::default(),
        })
    }
}

fn read<T: serde::de::DeserializeOwned>(value: Value) -> sqlx::Result<T> {
    serde_json::from_value(value).map_err(|error| sqlx::Error::Decode(Box::new(error)))
}

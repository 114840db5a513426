//! What goods cost an organization at a moment: the facts that an order freezes.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::vocabulary::{Money, PriceTypeId, ProductId, VatRate};
use rust_decimal::Decimal;
use sqlx::PgConnection;

/// What is said about one product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The product that was asked for.
    pub product: ProductId,
    /// Its card; nothing when there is no such product.
    pub goods: Option<Goods>,
    /// Its price, or why it cannot be ordered.
    pub price: Result<QuotedPrice, NoPrice>,
}

/// What an order keeps of a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goods {
    /// The article.
    pub article: Option<String>,
    /// The name.
    pub name: String,
    /// The name in English, when there is one.
    pub name_en: Option<String>,
    /// The code of the unit, of OKEI, when 1C says it.
    pub unit_code: Option<String>,
    /// The short name of the unit.
    pub unit_name: String,
    /// The rate of VAT.
    pub vat: VatRate,
    /// In all warehouses, in units; nothing when its stock is not kept.
    pub stock: Option<Decimal>,
}

/// A price for one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuotedPrice {
    /// The amount, above zero.
    pub price: Money,
    /// Whether the amount includes VAT.
    pub vat_included: bool,
    /// Since when it is valid.
    pub valid_from: DateTime<Utc>,
}

/// Why goods cannot be ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPrice {
    /// There is no such product.
    Unknown,
    /// The product is no longer offered.
    Withdrawn,
    /// There is no price of this type at this moment.
    Unpriced,
}

/// Quotes products in the order in which they are asked for.
pub async fn quote(
    connection: &mut PgConnection,
    products: &[ProductId],
    price_type: PriceTypeId,
    at: DateTime<Utc>,
) -> Result<Vec<Quote>, sqlx::Error> {
    let ids: Vec<_> = products.iter().map(|product| product.uuid()).collect();
    let rows = sqlx::query_file_as!(Row, "src/catalogue/quote.sql", &ids, price_type.uuid(), at)
        .fetch_all(connection)
        .await?;
    let mut quotes = HashMap::new();
    for row in rows {
        quotes.insert(ProductId(row.id), row.quote()?);
    }
    let unknown = |product| Quote { product, goods: None, price: Err(NoPrice::Unknown) };
    Ok(products
        .iter()
        .map(|&product| quotes.get(&product).cloned().unwrap_or_else(|| unknown(product)))
        .collect())
}

struct Row {
    id: uuid::Uuid,
    article: Option<String>,
    name: String,
    name_en: Option<String>,
    unit_code: Option<String>,
    unit_name: String,
    vat_rate: Option<i16>,
    offered: bool,
    stock: Option<Decimal>,
    amount: Option<Decimal>,
    currency: Option<String>,
    vat_included: Option<bool>,
    valid_from: Option<DateTime<Utc>>,
}

impl Row {
    fn quote(self) -> Result<Quote, sqlx::Error> {
        let price = match self.price()? {
            _ if !self.offered => Err(NoPrice::Withdrawn),
            Some(price) if price.price.amount > Decimal::ZERO => Ok(price),
            _ => Err(NoPrice::Unpriced),
        };
        let goods = Goods {
            vat: vat_rate(self.vat_rate)?,
            article: self.article,
            name: self.name,
            name_en: self.name_en,
            unit_code: self.unit_code,
            unit_name: self.unit_name,
            stock: self.stock,
        };
        Ok(Quote { product: ProductId(self.id), goods: Some(goods), price })
    }

    fn price(&self) -> Result<Option<QuotedPrice>, sqlx::Error> {
        let (Some(amount), Some(currency), Some(vat_included), Some(valid_from)) =
            (self.amount, &self.currency, self.vat_included, self.valid_from)
        else {
            return Ok(None);
        };
        let currency = currency.parse().map_err(|error| sqlx::Error::Decode(Box::new(error)))?;
        Ok(Some(QuotedPrice { price: Money::new(amount.normalize(), currency), vat_included, valid_from }))
    }
}

fn vat_rate(percent: Option<i16>) -> Result<VatRate, sqlx::Error> {
    let Some(percent) = percent else { return Ok(VatRate::WITHOUT) };
    let percent = u8::try_from(percent).map_err(|error| sqlx::Error::Decode(Box::new(error)))?;
    VatRate::of_percent(percent).map_err(|error| sqlx::Error::Decode(Box::new(error)))
}

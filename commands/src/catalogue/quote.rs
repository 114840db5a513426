//! What goods cost an organization at a moment: the facts that an order freezes.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::journal::Tenant;
use domain::vocabulary::{Money, Percent, PriceTypeId, ProductId, Quantity, VatRate};
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
    /// The discount of the organization on it.
    pub discount: Percent,
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

/// To whom goods are quoted, and as of when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Customer {
    /// The organization, whose discounts count.
    pub tenant: Tenant,
    /// The type of price of its contract.
    pub price_type: PriceTypeId,
    /// The moment.
    pub at: DateTime<Utc>,
}

/// Quotes goods in the order in which they are asked for. The price of many may be another than
/// that of one.
pub async fn quote(
    connection: &mut PgConnection,
    goods: &[(ProductId, Quantity)],
    customer: Customer,
) -> Result<Vec<Quote>, sqlx::Error> {
    let ids: Vec<_> = goods.iter().map(|(product, _)| product.uuid()).collect();
    let quantities: Vec<_> = goods.iter().map(|(_, quantity)| quantity.number()).collect();
    let Customer { tenant, price_type, at } = customer;
    let rows = sqlx::query_file_as!(
        Row,
        "src/catalogue/quote.sql",
        &ids,
        &quantities,
        price_type.uuid(),
        tenant.to_string(),
        at
    )
    .fetch_all(connection)
    .await?;
    let mut quotes = HashMap::new();
    for row in rows {
        quotes.insert(ProductId(row.id), row.quote()?);
    }
    let unknown = |product| Quote { product, goods: None, price: Err(NoPrice::Unknown) };
    Ok(goods
        .iter()
        .map(|&(product, _)| quotes.get(&product).cloned().unwrap_or_else(|| unknown(product)))
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
    discount: Option<Decimal>,
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
        let discount = self.discount.map(|percent| Percent::new(percent.normalize())).transpose();
        let discount = discount.map_err(|error| sqlx::Error::Decode(Box::new(error)))?.unwrap_or_default();
        let price = Money::new(amount.normalize(), currency);
        Ok(Some(QuotedPrice { price, vat_included, valid_from, discount }))
    }
}

fn vat_rate(percent: Option<i16>) -> Result<VatRate, sqlx::Error> {
    let Some(percent) = percent else { return Ok(VatRate::WITHOUT) };
    let percent = u8::try_from(percent).map_err(|error| sqlx::Error::Decode(Box::new(error)))?;
    VatRate::of_percent(percent).map_err(|error| sqlx::Error::Decode(Box::new(error)))
}

//! The ways of delivery that the supplier offers: a reference table, kept from files.

use std::fmt::Display;
use std::str::FromStr;

use domain::ordering::Order;
use domain::ordering::order::DeliveryTariff;
use domain::vocabulary::{DeliveryWayId, Money};
use rust_decimal::Decimal;
use sqlx::PgPool;
use uuid::Uuid;

use super::keep_delivery_way::KeepDeliveryWay;
use crate::error::CommandError;
use crate::journal::StoreError;
use crate::work::Work;

/// A way of delivery as it is offered now; nothing when it is not offered.
pub async fn tariff(pool: &PgPool, way: DeliveryWayId) -> Result<Option<DeliveryTariff>, CommandError> {
    let row = sqlx::query_as!(
        Row,
        "SELECT id, code, name, pick_up, price, currency, vat_rate, vat_included, free_from, withdrawn
           FROM ordering.delivery_ways WHERE id = $1 AND NOT withdrawn",
        way.uuid()
    )
    .fetch_optional(pool)
    .await
    .map_err(CommandError::database)?;
    Ok(row.map(Row::way).transpose()?.map(|way| way.tariff))
}

/// All ways of delivery, the withdrawn ones too, by code: for an operator who compares them with
/// a file.
pub async fn kept(pool: &PgPool) -> Result<Vec<KeepDeliveryWay>, StoreError> {
    let rows = sqlx::query_as!(
        Row,
        "SELECT id, code, name, pick_up, price, currency, vat_rate, vat_included, free_from, withdrawn
           FROM ordering.delivery_ways ORDER BY code"
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter().map(Row::way).collect()
}

struct Row {
    id: Uuid,
    code: String,
    name: String,
    pick_up: bool,
    price: Decimal,
    currency: String,
    vat_rate: String,
    vat_included: bool,
    free_from: Option<Decimal>,
    withdrawn: bool,
}

impl Row {
    fn way(self) -> Result<KeepDeliveryWay, StoreError> {
        let currency = parsed("currency", &self.currency)?;
        let tariff = DeliveryTariff {
            way: DeliveryWayId(self.id),
            name: self.name,
            pick_up: self.pick_up,
            price: Money::new(self.price, currency),
            vat_included: self.vat_included,
            vat_rate: parsed("vat_rate", &self.vat_rate)?,
            free_from: self.free_from.map(|amount| Money::new(amount, currency)),
        };
        Ok(KeepDeliveryWay { code: self.code, tariff, withdrawn: self.withdrawn })
    }
}

/// The way of delivery that an order chose, as it is offered now.
pub(crate) async fn tariff_of(
    work: &Work<'_>,
    order: &Order,
) -> Result<Option<DeliveryTariff>, CommandError> {
    match order.delivery() {
        Some(delivery) => tariff(work.pool(), delivery.tariff.way).await,
        None => Ok(None),
    }
}

fn parsed<T>(column: &'static str, value: &str) -> Result<T, StoreError>
where
    T: FromStr<Err: Display>,
{
    value.parse().map_err(|reason| StoreError::Inconsistent {
        table: "ordering.delivery_ways",
        column,
        value: format!("{value} ({reason})"),
    })
}

//! The ways of delivery that the supplier offers: a reference table, kept from files.

use std::fmt::Display;
use std::str::FromStr;

use domain::ordering::Order;
use domain::ordering::order::DeliveryTariff;
use domain::vocabulary::{DeliveryWayId, Money};
use sqlx::PgPool;

use super::keep_delivery_way::KeepDeliveryWay;
use crate::error::CommandError;
use crate::journal::StoreError;
use crate::work::Work;

/// A way of delivery as it is offered now; nothing when it is not offered.
pub async fn tariff(pool: &PgPool, way: DeliveryWayId) -> Result<Option<DeliveryTariff>, CommandError> {
    let row = sqlx::query!(
        "SELECT name, pick_up, price, currency, vat_rate, vat_included, free_from
           FROM ordering.delivery_ways WHERE id = $1 AND NOT withdrawn",
        way.uuid()
    )
    .fetch_optional(pool)
    .await
    .map_err(CommandError::database)?;
    let Some(row) = row else { return Ok(None) };
    let currency = parsed("currency", &row.currency)?;
    Ok(Some(DeliveryTariff {
        way,
        name: row.name,
        pick_up: row.pick_up,
        price: Money::new(row.price, currency),
        vat_included: row.vat_included,
        vat_rate: parsed("vat_rate", &row.vat_rate)?,
        free_from: row.free_from.map(|amount| Money::new(amount, currency)),
    }))
}

/// All ways of delivery, the withdrawn ones too, by code: for an operator who compares them with
/// a file.
pub async fn kept(pool: &PgPool) -> Result<Vec<KeepDeliveryWay>, StoreError> {
    let rows = sqlx::query!(
        "SELECT id, code, name, pick_up, price, currency, vat_rate, vat_included, free_from, withdrawn
           FROM ordering.delivery_ways ORDER BY code"
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            let currency = parsed("currency", &row.currency)?;
            let tariff = DeliveryTariff {
                way: DeliveryWayId(row.id),
                name: row.name,
                pick_up: row.pick_up,
                price: Money::new(row.price, currency),
                vat_included: row.vat_included,
                vat_rate: parsed("vat_rate", &row.vat_rate)?,
                free_from: row.free_from.map(|amount| Money::new(amount, currency)),
            };
            Ok(KeepDeliveryWay { code: row.code, tariff, withdrawn: row.withdrawn })
        })
        .collect()
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

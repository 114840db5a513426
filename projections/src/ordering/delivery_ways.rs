//! How can goods be delivered?
//!
//! Read from the table of the command side: what is offered here is what works.

use domain::ordering::order::DeliveryTariff;
use domain::vocabulary::{Currency, DeliveryWayId, Money};

use crate::page::ReadError;
use crate::scoped_read::ScopedRead;
use crate::stored::parse;

/// A way of delivery that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryWayRow {
    /// The supplier's own code of it.
    pub code: String,
    /// What is offered.
    pub tariff: DeliveryTariff,
}

/// The ways of delivery that are offered now, the cheapest first. They belong to the supplier:
/// whoever is let in sees them.
pub async fn delivery_ways(read: &mut ScopedRead) -> Result<Vec<DeliveryWayRow>, ReadError> {
    let rows = sqlx::query!(
        "SELECT id, code, name, pick_up, price, currency, vat_rate, vat_included, free_from
           FROM ordering.delivery_ways WHERE NOT withdrawn ORDER BY price, code"
    )
    .fetch_all(read.connection())
    .await?;
    rows.into_iter()
        .map(|row| {
            let currency: Currency = parse(&row.currency)?;
            let tariff = DeliveryTariff {
                way: DeliveryWayId(row.id),
                name: row.name,
                pick_up: row.pick_up,
                price: Money::new(row.price, currency),
                vat_included: row.vat_included,
                vat_rate: parse(&row.vat_rate)?,
                free_from: row.free_from.map(|amount| Money::new(amount, currency)),
            };
            Ok(DeliveryWayRow { code: row.code, tariff })
        })
        .collect()
}

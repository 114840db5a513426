//! What left, how does it travel, and did it arrive?

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::ordering::OrderEvent;
use domain::ordering::order::{Carriage, LineQuantity};
use domain::vocabulary::{OrderId, ShipmentId};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::ordering::order_events::Heard;
use crate::ordering::order_reach::Reach;
use crate::page::ReadError;
use crate::projection::ProjectionError;
use crate::scoped_read::ScopedRead;
use crate::stored::{from_json, grouped};

/// Goods of an order that left together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShipmentRow {
    /// The shipment.
    pub id: ShipmentId,
    /// The order.
    pub order: OrderId,
    /// What left.
    pub lines: Vec<LineQuantity>,
    /// How it travels.
    pub carriage: Carriage,
    /// When it left.
    pub shipped_at: DateTime<Utc>,
    /// When it arrived; nothing while it has not.
    pub delivered_at: Option<DateTime<Utc>>,
}

/// The shipments of orders, each the oldest first; nothing of orders that may not be seen.
pub async fn order_shipments(
    read: &mut ScopedRead,
    orders: &[OrderId],
) -> Result<BTreeMap<OrderId, Vec<ShipmentRow>>, ReadError> {
    let Some(reach) = Reach::of(read.scope()) else { return Ok(BTreeMap::new()) };
    let ids: Vec<Uuid> = orders.iter().map(|order| order.uuid()).collect();
    let rows = sqlx::query!(
        "SELECT shipment, order_id, lines, carrier, tracking, expected_on, shipped_at, delivered_at
           FROM order_shipments it
          WHERE order_id = ANY($1) AND ($2::text IS NULL OR organization = $2)
            AND ($3::uuid IS NULL OR EXISTS (
                 SELECT FROM order_list head WHERE head.order_id = it.order_id AND head.author = $3))
          ORDER BY order_id, shipped_at, shipment",
        &ids,
        reach.organization,
        reach.author
    )
    .fetch_all(read.connection())
    .await?;
    let rows = rows.into_iter().map(|row| {
        Ok(ShipmentRow {
            id: ShipmentId(row.shipment),
            order: OrderId(row.order_id),
            lines: from_json(row.lines)?,
            carriage: Carriage { carrier: row.carrier, tracking: row.tracking, expected_on: row.expected_on },
            shipped_at: row.shipped_at,
            delivered_at: row.delivered_at,
        })
    });
    Ok(grouped(rows.collect::<sqlx::Result<Vec<_>>>()?, |row| row.order))
}

/// Shipments of the first days have no id; only their lines are counted.
pub(super) async fn project(tables: &mut PgConnection, heard: &Heard<'_>) -> Result<(), ProjectionError> {
    use OrderEvent as E;
    match heard.event {
        E::PartiallyShipped { lines, shipment: Some(shipment), carriage }
        | E::Shipped { lines, shipment: Some(shipment), carriage } => {
            add(tables, heard, *shipment, lines, carriage).await
        }
        E::ShipmentTracked { shipment, carriage } => Ok(track(tables, *shipment, carriage).await?),
        E::ShipmentDelivered { shipment, .. } => Ok(arrive(tables, heard, Some(*shipment)).await?),
        E::Delivered {} => Ok(arrive(tables, heard, None).await?),
        _ => Ok(()),
    }
}

async fn add(
    tables: &mut PgConnection,
    heard: &Heard<'_>,
    shipment: ShipmentId,
    lines: &[LineQuantity],
    carriage: &Carriage,
) -> Result<(), ProjectionError> {
    sqlx::query!(
        "INSERT INTO order_shipments (shipment, order_id, organization, lines, carrier, tracking, expected_on, shipped_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        shipment.uuid(),
        heard.order.uuid(),
        heard.recorded.tenant.to_string(),
        serde_json::to_value(lines)?,
        carriage.carrier,
        carriage.tracking,
        carriage.expected_on,
        heard.recorded.occurred_at
    )
    .execute(tables)
    .await?;
    Ok(())
}

async fn track(tables: &mut PgConnection, shipment: ShipmentId, carriage: &Carriage) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE order_shipments SET carrier = $2, tracking = $3, expected_on = $4 WHERE shipment = $1",
        shipment.uuid(),
        carriage.carrier,
        carriage.tracking,
        carriage.expected_on
    )
    .execute(tables)
    .await?;
    Ok(())
}

/// One shipment arrives, or all that are on their way.
async fn arrive(
    tables: &mut PgConnection,
    heard: &Heard<'_>,
    shipment: Option<ShipmentId>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE order_shipments SET delivered_at = $3
          WHERE order_id = $1 AND delivered_at IS NULL AND ($2::uuid IS NULL OR shipment = $2)",
        heard.order.uuid(),
        shipment.map(ShipmentId::uuid),
        heard.recorded.occurred_at
    )
    .execute(tables)
    .await?;
    Ok(())
}

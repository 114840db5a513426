//! Goods of an order that left together.

use async_graphql::SimpleObject;
use chrono::{DateTime, NaiveDate, Utc};
use domain::ordering::order::LineQuantity;
use domain::vocabulary::{ProductId, ShipmentId};
use projections::ordering::ShipmentRow;
use rust_decimal::Decimal;

use crate::graphql::global_id::GlobalId;

/// Goods of an order that left together.
#[derive(SimpleObject)]
pub struct Shipment {
    /// The id of the shipment.
    id: GlobalId<ShipmentId>,
    /// What left.
    lines: Vec<QuantityOfProduct>,
    /// Who carries it; null when that is not known.
    carrier: Option<String>,
    /// The carrier's number, by which the goods can be traced; null when there is none.
    tracking: Option<String>,
    /// The day on which it should arrive; null when that is not known.
    expected_on: Option<NaiveDate>,
    /// When it left.
    shipped_at: DateTime<Utc>,
    /// When it arrived; null while it has not.
    delivered_at: Option<DateTime<Utc>>,
}

/// How many of a product.
#[derive(SimpleObject)]
pub struct QuantityOfProduct {
    /// The id of the product.
    product_id: GlobalId<ProductId>,
    /// How many units.
    quantity: Decimal,
}

impl From<LineQuantity> for QuantityOfProduct {
    fn from(line: LineQuantity) -> Self {
        Self { product_id: GlobalId(line.product), quantity: line.quantity.number() }
    }
}

impl From<ShipmentRow> for Shipment {
    fn from(row: ShipmentRow) -> Self {
        Self {
            id: GlobalId(row.id),
            lines: row.lines.into_iter().map(Into::into).collect(),
            carrier: row.carriage.carrier,
            tracking: row.carriage.tracking,
            expected_on: row.carriage.expected_on,
            shipped_at: row.shipped_at,
            delivered_at: row.delivered_at,
        }
    }
}

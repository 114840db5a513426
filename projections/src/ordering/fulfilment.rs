//! What became of an order after the supplier accepted it: what left and arrived, what the
//! buyer asked to call off, what the supplier changed?

pub mod amendments;
pub mod cancellations;
pub mod shipments;

use domain::journal::Recorded;
use domain::ordering::OrderEvent;
use sqlx::PgConnection;

use super::order_events::{Heard, heard};
use crate::projection::{Projecting, Projection, ProjectionError, Table};

/// The projection.
pub struct OrderFulfilment;

impl Projection for OrderFulfilment {
    fn name(&self) -> &'static str {
        "order_fulfilment"
    }

    fn version(&self) -> i32 {
        1
    }

    fn tables(&self) -> &'static [Table] {
        &[
            Table { name: "order_shipments", definition: include_str!("fulfilment/order_shipments.sql") },
            Table {
                name: "order_cancellations",
                definition: include_str!("fulfilment/order_cancellations.sql"),
            },
            Table { name: "order_amendments", definition: include_str!("fulfilment/order_amendments.sql") },
        ]
    }

    /// Few events of an order come here, so each is written by itself.
    fn project<'a>(&'a self, page: &'a [Recorded], tables: &'a mut PgConnection) -> Projecting<'a> {
        Box::pin(async move {
            for heard in heard(page)? {
                project(tables, &heard).await?;
            }
            Ok(())
        })
    }
}

async fn project(tables: &mut PgConnection, heard: &Heard<'_>) -> Result<(), ProjectionError> {
    use OrderEvent as E;
    match heard.event {
        E::PartiallyShipped { .. }
        | E::Shipped { .. }
        | E::ShipmentTracked { .. }
        | E::ShipmentDelivered { .. }
        | E::Delivered {} => shipments::project(tables, heard).await?,
        E::Amended { reason, difference, .. } => {
            amendments::add(tables, heard, reason, difference).await?;
        }
        _ => {}
    }
    cancellations::project(tables, heard).await
}

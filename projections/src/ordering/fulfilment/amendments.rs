//! What did the supplier change after the acceptance?

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::journal::Actor;
use domain::ordering::order::Difference;
use domain::vocabulary::{OrderId, TextId, TextRef};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::ordering::order_events::Heard;
use crate::ordering::order_reach::Reach;
use crate::page::ReadError;
use crate::projection::ProjectionError;
use crate::scoped_read::ScopedRead;
use crate::stored::{from_json, grouped, parse};

/// A change of an accepted order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmendmentRow {
    /// The order.
    pub order: OrderId,
    /// The sequence of the event by which it was changed.
    pub sequence: i64,
    /// Why.
    pub reason: TextId,
    /// What is different.
    pub difference: Difference,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: Actor,
}

/// The changes of orders, each the oldest first; nothing of orders that may not be seen.
pub async fn order_amendments(
    read: &mut ScopedRead,
    orders: &[OrderId],
) -> Result<BTreeMap<OrderId, Vec<AmendmentRow>>, ReadError> {
    let Some(reach) = Reach::of(read.scope()) else { return Ok(BTreeMap::new()) };
    let ids: Vec<Uuid> = orders.iter().map(|order| order.uuid()).collect();
    let rows = sqlx::query!(
        "SELECT order_id, sequence, reason, difference, at, actor
           FROM order_amendments it
          WHERE order_id = ANY($1) AND ($2::text IS NULL OR organization = $2)
            AND ($3::uuid IS NULL OR EXISTS (
                 SELECT FROM order_list head WHERE head.order_id = it.order_id AND head.author = $3))
          ORDER BY order_id, sequence",
        &ids,
        reach.organization,
        reach.author
    )
    .fetch_all(read.connection())
    .await?;
    let rows = rows.into_iter().map(|row| {
        Ok(AmendmentRow {
            order: OrderId(row.order_id),
            sequence: row.sequence,
            reason: TextId(row.reason),
            difference: from_json(row.difference)?,
            at: row.at,
            actor: parse(&row.actor)?,
        })
    });
    Ok(grouped(rows.collect::<sqlx::Result<Vec<_>>>()?, |row| row.order))
}

pub(super) async fn add(
    tables: &mut PgConnection,
    heard: &Heard<'_>,
    reason: &TextRef,
    difference: &Difference,
) -> Result<(), ProjectionError> {
    sqlx::query!(
        "INSERT INTO order_amendments (order_id, sequence, organization, reason, difference, at, actor)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        heard.order.uuid(),
        heard.recorded.sequence,
        heard.recorded.tenant.to_string(),
        reason.id.uuid(),
        serde_json::to_value(difference)?,
        heard.recorded.occurred_at,
        heard.recorded.actor.to_string()
    )
    .execute(tables)
    .await?;
    Ok(())
}

//! What did the buyer ask to call off after the acceptance, and what was the answer?

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::journal::Actor;
use domain::ordering::OrderEvent;
use domain::ordering::order::{CancellationOutcome, LineQuantity};
use domain::vocabulary::{OrderId, TextId, TextRef};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::ordering::order_events::Heard;
use crate::ordering::order_reach::Reach;
use crate::page::ReadError;
use crate::projection::ProjectionError;
use crate::scoped_read::ScopedRead;
use crate::stored::{from_json, grouped, parse, parse_some};

/// A wish of the buyer to call something off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CancellationRow {
    /// The order.
    pub order: OrderId,
    /// The sequence of the event by which it was asked.
    pub sequence: i64,
    /// What; empty means all that remained.
    pub lines: Vec<LineQuantity>,
    /// Why.
    pub reason: TextId,
    /// When it was asked.
    pub asked_at: DateTime<Utc>,
    /// Who asked.
    pub asked_by: Actor,
    /// What became of it; nothing while it waits for an answer.
    pub outcome: Option<CancellationOutcome>,
    /// What the supplier wrote.
    pub answer: Option<TextId>,
    /// When it was over.
    pub answered_at: Option<DateTime<Utc>>,
}

/// The wishes about orders, each the oldest first; nothing of orders that may not be seen.
pub async fn order_cancellations(
    read: &mut ScopedRead,
    orders: &[OrderId],
) -> Result<BTreeMap<OrderId, Vec<CancellationRow>>, ReadError> {
    let Some(reach) = Reach::of(read.scope()) else { return Ok(BTreeMap::new()) };
    let ids: Vec<Uuid> = orders.iter().map(|order| order.uuid()).collect();
    let rows = sqlx::query!(
        "SELECT order_id, sequence, lines, reason, asked_at, asked_by, outcome, answer, answered_at
           FROM order_cancellations it
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
        Ok(CancellationRow {
            order: OrderId(row.order_id),
            sequence: row.sequence,
            lines: from_json(row.lines)?,
            reason: TextId(row.reason),
            asked_at: row.asked_at,
            asked_by: parse(&row.asked_by)?,
            outcome: parse_some(row.outcome.as_deref())?,
            answer: row.answer.map(TextId),
            answered_at: row.answered_at,
        })
    });
    Ok(grouped(rows.collect::<sqlx::Result<Vec<_>>>()?, |row| row.order))
}

pub(super) async fn project(tables: &mut PgConnection, heard: &Heard<'_>) -> Result<(), ProjectionError> {
    use CancellationOutcome as Outcome;
    use OrderEvent as E;
    let (outcome, answer) = match heard.event {
        E::CancellationRequested { reason, lines } => return add(tables, heard, reason, lines).await,
        E::CancellationGranted { answer } => (Outcome::Granted, answer.as_ref()),
        E::CancellationDeclined { answer } => (Outcome::Declined, Some(answer)),
        E::CancellationRequestWithdrawn {} => (Outcome::Withdrawn, None),
        E::Shipped { .. }
        | E::Cancelled { .. }
        | E::LinesCancelled { completes: true, .. }
        | E::Amended { completes: true, .. } => (Outcome::Lapsed, None),
        _ => return Ok(()),
    };
    Ok(end(tables, heard, outcome, answer).await?)
}

async fn add(
    tables: &mut PgConnection,
    heard: &Heard<'_>,
    reason: &TextRef,
    lines: &[LineQuantity],
) -> Result<(), ProjectionError> {
    sqlx::query!(
        "INSERT INTO order_cancellations (order_id, sequence, organization, lines, reason, asked_at, asked_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        heard.order.uuid(),
        heard.recorded.sequence,
        heard.recorded.tenant.to_string(),
        serde_json::to_value(lines)?,
        reason.id.uuid(),
        heard.recorded.occurred_at,
        heard.recorded.actor.to_string()
    )
    .execute(tables)
    .await?;
    Ok(())
}

/// There is one open wish at a time, if there is one.
async fn end(
    tables: &mut PgConnection,
    heard: &Heard<'_>,
    outcome: CancellationOutcome,
    answer: Option<&TextRef>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE order_cancellations SET outcome = $2, answer = $3, answered_at = $4
          WHERE order_id = $1 AND outcome IS NULL",
        heard.order.uuid(),
        outcome.to_string(),
        answer.map(|answer| answer.id.uuid()),
        heard.recorded.occurred_at
    )
    .execute(tables)
    .await?;
    Ok(())
}

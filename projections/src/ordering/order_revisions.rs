//! What was submitted of an order, and what was cut or amended since?
//!
//! Approvers compare two of them: what they are asked about, and what was approved before.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::journal::Recorded;
use domain::ordering::order::{Content, Delivery, Line};
use domain::ordering::{OrderEvent, Totals};
use domain::vocabulary::{CaseId, CostCentreId, OrderId, Revision};
use serde::Serialize;
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::order_events::{Heard, heard};
use super::order_reach::Reach;
use crate::page::ReadError;
use crate::projection::{Projecting, Projection, ProjectionError, Table};
use crate::scoped_read::ScopedRead;
use crate::stored::{column, grouped, narrow, parse};

/// A revision of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderRevisionRow {
    /// The order.
    pub order: OrderId,
    /// The sequence of the event that made it.
    pub sequence: i64,
    /// The name of that event: `Submitted`, `Reduced` or `Amended`.
    pub event: String,
    /// Which submission it belongs to, from 1.
    pub round: u32,
    /// Its digest.
    pub revision: Revision,
    /// The approval case of the round, if it needed one.
    pub case: Option<CaseId>,
    /// The cost centre of the whole order.
    pub cost_centre: Option<CostCentreId>,
    /// The delivery.
    pub delivery: Option<Delivery>,
    /// The lines in their order.
    pub lines: Vec<Line>,
    /// What all of it costs.
    pub totals: Totals,
    /// When it was made.
    pub at: DateTime<Utc>,
}

impl OrderRevisionRow {
    /// What it holds, to be compared with another revision.
    pub fn content(&self) -> Content<'_> {
        Content {
            lines: &self.lines,
            delivery: self.delivery.as_ref(),
            cost_centre: self.cost_centre,
            total: self.totals.sum.gross(),
        }
    }
}

/// The revisions of those of a set of orders that whoever reads may see, the oldest first.
pub async fn order_revisions(
    read: &mut ScopedRead,
    orders: &[OrderId],
) -> Result<BTreeMap<OrderId, Vec<OrderRevisionRow>>, ReadError> {
    let Some(reach) = Reach::of(read.scope()) else { return Ok(BTreeMap::new()) };
    let orders: Vec<Uuid> = orders.iter().map(|id| id.uuid()).collect();
    let rows = stored(read.connection(), &orders, &reach).await?;
    Ok(grouped(rows.into_iter().map(|(_, row)| row), |row| row.order))
}

/// The projection.
pub struct OrderRevisions;

impl Projection for OrderRevisions {
    fn name(&self) -> &'static str {
        "order_revisions"
    }

    fn version(&self) -> i32 {
        1
    }

    fn tables(&self) -> &'static [Table] {
        &[Table { name: "order_revisions", definition: include_str!("order_revisions.sql") }]
    }

    fn project<'a>(&'a self, page: &'a [Recorded], tables: &'a mut PgConnection) -> Projecting<'a> {
        Box::pin(async move {
            let events = heard(page)?;
            let mut last = last_of(tables, &reworked(&events)).await?;
            let mut rows = Vec::new();
            for event in &events {
                rows.extend(fold(&mut last, event)?);
            }
            write(tables, &rows).await
        })
    }
}

/// The last revision of every order.
type Last = BTreeMap<OrderId, OrderRevisionRow>;

/// The orders whose earlier events matter.
fn reworked(events: &[Heard<'_>]) -> Vec<Uuid> {
    let matters = |heard: &&Heard<'_>| {
        matches!(
            heard.event,
            OrderEvent::Submitted { .. } | OrderEvent::Reduced { .. } | OrderEvent::Amended { .. }
        )
    };
    events.iter().filter(matters).map(|heard| heard.order.uuid()).collect()
}

fn fold(last: &mut Last, heard: &Heard<'_>) -> Result<Option<(String, OrderRevisionRow)>, ProjectionError> {
    let (lines, totals, revision) = match heard.event {
        OrderEvent::Submitted { lines, totals, revision, .. }
        | OrderEvent::Reduced { lines, totals, revision, .. }
        | OrderEvent::Amended { lines, totals, revision, .. } => (lines.clone(), totals.clone(), *revision),
        _ => return Ok(None),
    };
    let (round, case, cost_centre, delivery) =
        if let OrderEvent::Submitted { round, case, cost_centre, delivery, .. } = heard.event {
            (*round, *case, *cost_centre, delivery.as_deref().cloned())
        } else {
            let before = last.get(&heard.order).ok_or_else(|| heard.orphaned())?;
            (before.round, before.case, before.cost_centre, before.delivery.clone())
        };
    let row = OrderRevisionRow {
        order: heard.order,
        sequence: heard.recorded.sequence,
        event: heard.event.as_ref().to_owned(),
        round,
        revision,
        case,
        cost_centre,
        delivery,
        lines,
        totals,
        at: heard.recorded.occurred_at,
    };
    last.insert(heard.order, row.clone());
    Ok(Some((heard.recorded.tenant.to_string(), row)))
}

async fn last_of(connection: &mut PgConnection, orders: &[Uuid]) -> sqlx::Result<Last> {
    let everything = Reach { organization: None, author: None };
    let rows = stored(connection, orders, &everything).await?;
    Ok(rows.into_iter().map(|(_, row)| (row.order, row)).collect())
}

async fn stored(
    connection: &mut PgConnection,
    orders: &[Uuid],
    reach: &Reach,
) -> sqlx::Result<Vec<(String, OrderRevisionRow)>> {
    if orders.is_empty() {
        return Ok(Vec::new());
    }
    let rows = sqlx::query!(
        r#"SELECT order_id, sequence, organization, event, round, revision, approval_case, cost_centre,
                  delivery AS "delivery: Json<Delivery>", lines AS "lines: Json<Vec<Line>>",
                  totals AS "totals: Json<Totals>", at
             FROM order_revisions revision
            WHERE order_id = ANY($1)
              AND ($2::text IS NULL OR organization = $2)
              AND ($3::uuid IS NULL OR EXISTS (
                   SELECT FROM order_list head WHERE head.order_id = revision.order_id AND head.author = $3))
            ORDER BY order_id, sequence"#,
        orders,
        reach.organization,
        reach.author
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|found| {
            let row = OrderRevisionRow {
                order: OrderId(found.order_id),
                sequence: found.sequence,
                event: found.event,
                round: narrow(found.round)?,
                revision: parse(&found.revision)?,
                case: found.approval_case.map(CaseId),
                cost_centre: found.cost_centre.map(CostCentreId),
                delivery: found.delivery.map(|delivery| delivery.0),
                lines: found.lines.0,
                totals: found.totals.0,
                at: found.at,
            };
            Ok((found.organization, row))
        })
        .collect()
}

async fn write(
    connection: &mut PgConnection,
    rows: &[(String, OrderRevisionRow)],
) -> Result<(), ProjectionError> {
    if rows.is_empty() {
        return Ok(());
    }
    let (mut deliveries, mut lines, mut totals) = (Vec::new(), Vec::new(), Vec::new());
    for (_, row) in rows {
        deliveries.push(row.delivery.as_ref().map(json).transpose()?);
        lines.push(json(&row.lines)?);
        totals.push(json(&row.totals)?);
    }
    sqlx::query!(
        "INSERT INTO order_revisions (order_id, sequence, organization, event, round, revision, approval_case,
                                      cost_centre, delivery, lines, totals, at)
         SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::text[],
                              $7::uuid[], $8::uuid[], $9::jsonb[], $10::jsonb[], $11::jsonb[],
                              $12::timestamptz[])",
        &column(rows, |(_, row)| row.order.uuid()),
        &column(rows, |(_, row)| row.sequence),
        &column(rows, |(organization, _)| organization.clone()),
        &column(rows, |(_, row)| row.event.clone()),
        &column(rows, |(_, row)| i64::from(row.round)),
        &column(rows, |(_, row)| row.revision.to_string()),
        &column(rows, |(_, row)| row.case.map(CaseId::uuid)) as &[Option<Uuid>],
        &column(rows, |(_, row)| row.cost_centre.map(CostCentreId::uuid)) as &[Option<Uuid>],
        &deliveries as &[Option<serde_json::Value>],
        &lines,
        &totals,
        &column(rows, |(_, row)| row.at),
    )
    .execute(connection)
    .await?;
    Ok(())
}

fn json(value: &impl Serialize) -> Result<serde_json::Value, ProjectionError> {
    serde_json::to_value(value)
        .map_err(|error| ProjectionError::Impossible(format!("a revision of an order: {error}")))
}

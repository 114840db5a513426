//! Which states did an order go through, who brought it there, and why?

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::journal::{Actor, Recorded};
use domain::ordering::order::Hold;
use domain::ordering::{OrderEvent, OrderStatus};
use domain::vocabulary::{OrderId, TextId, TextRef};
use sqlx::PgConnection;
use uuid::Uuid;

use super::order_events::{Heard, begun_earlier, heard};
use super::order_reach::Reach;
use crate::page::ReadError;
use crate::projection::{Projecting, Projection, ProjectionError, Table};
use crate::scoped_read::ScopedRead;
use crate::stored::{column, grouped, narrow, parse, parse_some};

/// A step in the history of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderStateRow {
    /// The order.
    pub order: OrderId,
    /// The sequence of the event that led there.
    pub sequence: i64,
    /// The name of that event.
    pub event: String,
    /// Where the order stands since.
    pub status: OrderStatus,
    /// How often it had been submitted.
    pub round: u32,
    /// The hold that was put or released.
    pub hold: Option<Hold>,
    /// The code of the refusal, where a confirmation was refused.
    pub code: Option<String>,
    /// What somebody wrote about it.
    pub comment: Option<TextId>,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub actor: Actor,
    /// For whom, if for somebody else.
    pub on_behalf_of: Option<Actor>,
}

/// The histories of orders, each the oldest first; nothing of orders that may not be seen.
pub async fn order_states(
    read: &mut ScopedRead,
    orders: &[OrderId],
) -> Result<BTreeMap<OrderId, Vec<OrderStateRow>>, ReadError> {
    let Some(reach) = Reach::of(read.scope()) else { return Ok(BTreeMap::new()) };
    let ids: Vec<Uuid> = orders.iter().map(|order| order.uuid()).collect();
    let rows = sqlx::query!(
        "SELECT order_id, sequence, event, status, round, hold, code, comment, at, actor, on_behalf_of
           FROM order_states state
          WHERE order_id = ANY($1) AND ($2::text IS NULL OR organization = $2)
            AND ($3::uuid IS NULL OR EXISTS (
                 SELECT FROM order_list head WHERE head.order_id = state.order_id AND head.author = $3))
          ORDER BY order_id, sequence",
        &ids,
        reach.organization,
        reach.author
    )
    .fetch_all(read.connection())
    .await?;
    let rows = rows.into_iter().map(|row| {
        Ok(OrderStateRow {
            order: OrderId(row.order_id),
            sequence: row.sequence,
            event: row.event,
            status: parse(&row.status)?,
            round: narrow(row.round)?,
            hold: parse_some(row.hold.as_deref())?,
            code: row.code,
            comment: row.comment.map(TextId),
            at: row.at,
            actor: parse(&row.actor)?,
            on_behalf_of: parse_some(row.on_behalf_of.as_deref())?,
        })
    });
    Ok(grouped(rows.collect::<sqlx::Result<Vec<_>>>()?, |row| row.order))
}

/// The projection.
pub struct OrderStates;

impl Projection for OrderStates {
    fn name(&self) -> &'static str {
        "order_states"
    }

    fn version(&self) -> i32 {
        1
    }

    fn tables(&self) -> &'static [Table] {
        &[Table { name: "order_states", definition: include_str!("order_states.sql") }]
    }

    fn project<'a>(&'a self, page: &'a [Recorded], tables: &'a mut PgConnection) -> Projecting<'a> {
        Box::pin(async move {
            let events = heard(page)?;
            let mut last = last_states(tables, &begun_earlier(&events)).await?;
            let mut rows = Vec::new();
            for event in &events {
                rows.extend(fold(&mut last, event)?);
            }
            write(tables, &rows).await?;
            Ok(())
        })
    }
}

/// What an event says about the state; nothing about lines.
#[derive(Default)]
struct Change<'a> {
    status: Option<OrderStatus>,
    round: Option<u32>,
    hold: Option<Hold>,
    code: Option<&'a str>,
    comment: Option<&'a TextRef>,
}

impl<'a> Change<'a> {
    fn to(status: OrderStatus) -> Self {
        Self { status: Some(status), ..Self::default() }
    }

    fn because(status: OrderStatus, comment: &'a TextRef) -> Self {
        Self { comment: Some(comment), ..Self::to(status) }
    }

    fn of(event: &'a OrderEvent) -> Option<Self> {
        use OrderEvent as E;
        Some(match event {
            E::LineAdded { .. }
            | E::LineQuantityChanged { .. }
            | E::LineRemoved { .. }
            | E::Commented { .. }
            | E::LineCommented { .. }
            | E::CostCentreSet { .. }
            | E::LineCostCentreSet { .. }
            | E::DeliveryChosen { .. }
            | E::DateWanted { .. }
            | E::Reduced { .. }
            | E::CreditChecked { .. }
            | E::ApprovalNotRequired { .. } => return None,
            E::Drafted { .. } | E::Withdrawn { .. } => Self::to(OrderStatus::Draft),
            E::Submitted { round, .. } => {
                Self { round: Some(*round), ..Self::to(OrderStatus::PendingApproval) }
            }
            E::Approved { .. } => Self::to(OrderStatus::Approved),
            E::Returned { comment, .. } => {
                Self { comment: comment.as_ref(), ..Self::to(OrderStatus::Returned) }
            }
            E::Rejected { reason, .. } => Self::because(OrderStatus::Rejected, reason),
            E::Confirmed { .. } => Self::to(OrderStatus::Confirmed),
            E::ConfirmationRefused { code } => Self { code: Some(code), ..Self::default() },
            E::TakenIntoProcessing {} => Self::to(OrderStatus::Processing),
            E::PartiallyShipped { .. } => Self::to(OrderStatus::PartiallyShipped),
            E::Shipped { .. } => Self::to(OrderStatus::Shipped),
            E::Delivered {} => Self::to(OrderStatus::Delivered),
            E::Closed {} => Self::to(OrderStatus::Closed),
            E::Cancelled { reason, .. } => Self::because(OrderStatus::Cancelled, reason),
            E::PutOnHold { hold, reason: comment } | E::HoldReleased { hold, note: comment } => {
                Self { hold: Some(*hold), comment: comment.as_ref(), ..Self::default() }
            }
            E::ShipmentTracked { .. }
            | E::ShipmentDelivered { .. }
            | E::ExpectedOn { .. }
            | E::PaidAmountNoted { .. }
            | E::CancellationRequestWithdrawn {} => Self::default(),
            E::LinesCancelled { reason, completes, .. } | E::Amended { reason, completes, .. } => Self {
                comment: Some(reason),
                status: completes.then_some(OrderStatus::Shipped),
                ..Self::default()
            },
            E::CancellationRequested { reason: comment, .. }
            | E::CancellationDeclined { answer: comment } => {
                Self { comment: Some(comment), ..Self::default() }
            }
            E::CancellationGranted { answer } => Self { comment: answer.as_ref(), ..Self::default() },
        })
    }
}

type Last = BTreeMap<OrderId, (OrderStatus, u32)>;

fn fold(last: &mut Last, heard: &Heard<'_>) -> Result<Option<(String, OrderStateRow)>, ProjectionError> {
    let Some(change) = Change::of(heard.event) else { return Ok(None) };
    if matches!(heard.event, OrderEvent::Drafted { .. }) {
        last.insert(heard.order, (OrderStatus::Draft, 0));
    }
    let (status, round) = last.get_mut(&heard.order).ok_or_else(|| heard.orphaned())?;
    *status = change.status.unwrap_or(*status);
    *round = change.round.unwrap_or(*round);
    let row = OrderStateRow {
        order: heard.order,
        sequence: heard.recorded.sequence,
        event: heard.event.as_ref().to_owned(),
        status: *status,
        round: *round,
        hold: change.hold,
        code: change.code.map(str::to_owned),
        comment: change.comment.map(|comment| comment.id),
        at: heard.recorded.occurred_at,
        actor: heard.recorded.actor.clone(),
        on_behalf_of: heard.recorded.on_behalf_of.clone(),
    };
    Ok(Some((heard.recorded.tenant.to_string(), row)))
}

async fn last_states(connection: &mut PgConnection, orders: &[Uuid]) -> sqlx::Result<Last> {
    if orders.is_empty() {
        return Ok(Last::new());
    }
    let rows = sqlx::query!(
        "SELECT DISTINCT ON (order_id) order_id, status, round FROM order_states
          WHERE order_id = ANY($1) ORDER BY order_id, sequence DESC",
        orders
    )
    .fetch_all(connection)
    .await?;
    let mut last = Last::new();
    for row in rows {
        last.insert(OrderId(row.order_id), (parse(&row.status)?, narrow(row.round)?));
    }
    Ok(last)
}

async fn write(connection: &mut PgConnection, rows: &[(String, OrderStateRow)]) -> sqlx::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "INSERT INTO order_states (
             order_id, sequence, organization, event, status, round, hold, code, comment, at, actor, on_behalf_of)
         SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::bigint[],
             $7::text[], $8::text[], $9::uuid[], $10::timestamptz[], $11::text[], $12::text[])",
        &column(rows, |(_, row)| row.order.uuid()),
        &column(rows, |(_, row)| row.sequence),
        &column(rows, |(organization, _)| organization.clone()),
        &column(rows, |(_, row)| row.event.clone()),
        &column(rows, |(_, row)| row.status.to_string()),
        &column(rows, |(_, row)| i64::from(row.round)),
        &column(rows, |(_, row)| row.hold.map(|hold| hold.to_string())) as &[Option<String>],
        &column(rows, |(_, row)| row.code.clone()) as &[Option<String>],
        &column(rows, |(_, row)| row.comment.map(TextId::uuid)) as &[Option<Uuid>],
        &column(rows, |(_, row)| row.at),
        &column(rows, |(_, row)| row.actor.to_string()),
        &column(rows, |(_, row)| row.on_behalf_of.as_ref().map(ToString::to_string)) as &[Option<String>],
    )
    .execute(connection)
    .await?;
    Ok(())
}

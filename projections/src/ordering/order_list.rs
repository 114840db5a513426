//! Which orders are there, and how do they stand?
//!
//! [`order_listing`](super::order_listing) asks for them by filter, sorting and page.

mod stored_row;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use domain::journal::{Position, Recorded};
use domain::ordering::order::{Hold, OrderNumber, PaymentStatus};
use domain::ordering::{Amounts, OrderEvent, OrderStatus, Step};
use domain::vocabulary::ids::AddressId;
use domain::vocabulary::{CaseId, ContractId, OrderId, OrganizationId, PersonId, Revision};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

use super::order_events::{Heard, begun_earlier, heard};
use super::order_reach::Reach;
use crate::page::ReadError;
use crate::projection::{Projecting, Projection, ProjectionError, Table};
use crate::scoped_read::ScopedRead;
use crate::stored::{column, joined};

pub(super) use stored_row::Stored;

/// An order without its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderRow {
    /// The order.
    pub id: OrderId,
    /// Who buys.
    pub organization: OrganizationId,
    /// The number, from the first submission on.
    pub number: Option<OrderNumber>,
    /// Where it stands.
    pub status: OrderStatus,
    /// Why it is held, if it is.
    pub holds: BTreeSet<Hold>,
    /// The code of the refusal, if the last confirmation was refused.
    pub confirmation_refused: Option<String>,
    /// Who wrote it.
    pub author: PersonId,
    /// The contract under which it is ordered.
    pub contract: ContractId,
    /// The number of that contract.
    pub contract_number: String,
    /// What the lines cost together.
    pub amounts: Amounts,
    /// How many lines it has.
    pub line_count: u32,
    /// How often it was submitted.
    pub round: u32,
    /// The digest of what was submitted last; nothing while the lines can be changed.
    pub revision: Option<Revision>,
    /// The approval case of the current submission, if it needed one.
    pub case: Option<CaseId>,
    /// What was paid for it, in units of its currency.
    pub paid: Decimal,
    /// How far it is paid; nothing where there is nothing to say.
    pub payment: Option<PaymentStatus>,
    /// The day on which the supplier expects the goods to arrive.
    pub expected_on: Option<NaiveDate>,
    /// Whether the buyer asks for a cancellation and waits for an answer.
    pub cancellation_asked: bool,
    /// Where the goods of the last submission are brought, if anywhere.
    pub delivery_address: Option<AddressId>,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
    /// When it was last submitted.
    pub submitted_at: Option<DateTime<Utc>>,
    /// When something last happened to it.
    pub updated_at: DateTime<Utc>,
    /// The sequence of the last event.
    pub version: i64,
    /// The position of the last event.
    pub position: Position,
}

impl OrderRow {
    /// What can be done with it now. Who may do it is a matter of permissions.
    pub fn steps(&self) -> Vec<Step> {
        Step::open(self.status, !self.holds.is_empty(), self.cancellation_asked)
    }
}

/// An order, if whoever reads may see it.
pub async fn order(read: &mut ScopedRead, id: OrderId) -> Result<Option<OrderRow>, ReadError> {
    Ok(orders_by_ids(read, &[id]).await?.pop())
}

/// Those of a set of orders that whoever reads may see, in any order.
pub async fn orders_by_ids(read: &mut ScopedRead, ids: &[OrderId]) -> Result<Vec<OrderRow>, ReadError> {
    let Some(reach) = Reach::of(read.scope()) else { return Ok(Vec::new()) };
    let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    Ok(stored(read.connection(), &ids, &reach).await?)
}

/// The projection.
pub struct OrderList;

impl Projection for OrderList {
    fn name(&self) -> &'static str {
        "order_list"
    }

    fn version(&self) -> i32 {
        1
    }

    fn tables(&self) -> &'static [Table] {
        &[Table { name: "order_list", definition: include_str!("order_list.sql") }]
    }

    fn project<'a>(&'a self, page: &'a [Recorded], tables: &'a mut PgConnection) -> Projecting<'a> {
        Box::pin(async move {
            let events = heard(page)?;
            let everything = Reach { organization: None, author: None };
            let earlier = stored(tables, &begun_earlier(&events), &everything).await?;
            let mut rows: BTreeMap<_, _> = earlier.into_iter().map(|row| (row.id, row)).collect();
            for event in &events {
                fold(&mut rows, event)?;
            }
            write(tables, &rows.into_values().collect::<Vec<_>>()).await?;
            Ok(())
        })
    }
}

fn fold(rows: &mut BTreeMap<OrderId, OrderRow>, heard: &Heard<'_>) -> Result<(), ProjectionError> {
    if let Some(row) = drafted(heard) {
        rows.insert(row.id, row);
    }
    let row = rows.get_mut(&heard.order).ok_or_else(|| heard.orphaned())?;
    row.apply(heard.event, heard.recorded.occurred_at);
    row.updated_at = heard.recorded.occurred_at;
    row.version = heard.recorded.sequence;
    row.position = heard.recorded.position;
    Ok(())
}

fn drafted(heard: &Heard<'_>) -> Option<OrderRow> {
    let OrderEvent::Drafted { organization, author, contract, lines, totals, .. } = heard.event else {
        return None;
    };
    Some(OrderRow {
        id: heard.order,
        organization: *organization,
        number: None,
        status: OrderStatus::Draft,
        holds: BTreeSet::new(),
        confirmation_refused: None,
        author: *author,
        contract: contract.contract,
        contract_number: contract.number.clone(),
        amounts: totals.sum,
        line_count: count(lines),
        round: 0,
        revision: None,
        case: None,
        paid: Decimal::ZERO,
        payment: None,
        expected_on: None,
        cancellation_asked: false,
        delivery_address: None,
        created_at: heard.recorded.occurred_at,
        submitted_at: None,
        updated_at: heard.recorded.occurred_at,
        version: heard.recorded.sequence,
        position: heard.recorded.position,
    })
}

/// An order has at most `Line::MOST` lines.
fn count<T>(lines: &[T]) -> u32 {
    u32::try_from(lines.len()).unwrap_or(u32::MAX)
}

impl OrderRow {
    #[expect(clippy::too_many_lines, reason = "a line for each event is what makes it a table")]
    fn apply(&mut self, event: &OrderEvent, at: DateTime<Utc>) {
        use OrderEvent as E;
        match event {
            E::Drafted { .. }
            | E::CreditChecked { .. }
            | E::ApprovalNotRequired { .. }
            | E::Commented { .. }
            | E::LineCommented { .. }
            | E::CostCentreSet { .. }
            | E::LineCostCentreSet { .. }
            | E::DateWanted { .. } => {}
            E::LineAdded { totals, .. } => {
                self.line_count += 1;
                self.amounts = totals.sum;
            }
            E::DeliveryChosen { totals, .. } | E::LineQuantityChanged { totals, .. } => {
                self.amounts = totals.sum;
            }
            E::LineRemoved { totals, .. } => {
                self.line_count = self.line_count.saturating_sub(1);
                self.amounts = totals.sum;
            }
            E::Submitted { number, round, contract, lines, totals, delivery, revision, case, .. } => {
                self.delivery_address = delivery.as_ref().and_then(|delivery| delivery.address);
                self.number = Some(number.clone());
                self.round = *round;
                self.contract_number.clone_from(&contract.number);
                self.line_count = count(lines);
                self.amounts = totals.sum;
                self.revision = Some(*revision);
                self.case = *case;
                self.submitted_at = Some(at);
                self.status = OrderStatus::PendingApproval;
            }
            E::Reduced { lines, totals, revision, .. } => {
                self.line_count = count(lines);
                self.amounts = totals.sum;
                self.revision = Some(*revision);
            }
            E::Approved { .. } => self.status = OrderStatus::Approved,
            E::Withdrawn { .. } => self.thaw(OrderStatus::Draft),
            E::Returned { .. } => self.thaw(OrderStatus::Returned),
            E::Rejected { .. } => self.end(OrderStatus::Rejected),
            E::Confirmed { .. } => {
                self.status = OrderStatus::Confirmed;
                self.confirmation_refused = None;
            }
            E::ConfirmationRefused { code } => self.confirmation_refused = Some(code.clone()),
            E::TakenIntoProcessing {} => self.status = OrderStatus::Processing,
            E::PartiallyShipped { .. } => self.status = OrderStatus::PartiallyShipped,
            E::Shipped { .. } => self.complete(true),
            E::Delivered {} => self.status = OrderStatus::Delivered,
            E::Closed {} => self.status = OrderStatus::Closed,
            E::Cancelled { .. } => self.end(OrderStatus::Cancelled),
            E::PutOnHold { hold, .. } => drop(self.holds.insert(*hold)),
            E::HoldReleased { hold, .. } => drop(self.holds.remove(hold)),
            E::ShipmentTracked { .. }
            | E::ShipmentDelivered { .. }
            | E::ExpectedOn { .. }
            | E::LinesCancelled { .. }
            | E::CancellationRequested { .. }
            | E::CancellationRequestWithdrawn {}
            | E::CancellationGranted { .. }
            | E::CancellationDeclined { .. }
            | E::Amended { .. }
            | E::PaidAmountNoted { .. } => self.fulfil(event),
        }
        self.payment = PaymentStatus::of(self.status, self.amounts.gross, self.paid);
    }

    fn fulfil(&mut self, event: &OrderEvent) {
        use OrderEvent as E;
        match event {
            E::ExpectedOn { date } => self.expected_on = *date,
            E::PaidAmountNoted { paid } => self.paid = paid.amount,
            E::CancellationRequested { .. } => self.cancellation_asked = true,
            E::CancellationRequestWithdrawn {}
            | E::CancellationGranted { .. }
            | E::CancellationDeclined { .. } => self.cancellation_asked = false,
            E::LinesCancelled { totals, completes, .. } => {
                self.amounts = totals.sum;
                self.complete(*completes);
            }
            E::Amended { lines, totals, revision, completes, .. } => {
                self.line_count = count(lines);
                self.amounts = totals.sum;
                self.revision = Some(*revision);
                self.complete(*completes);
            }
            _ => {}
        }
    }

    /// Nothing is left to ship, so a wish to call off lapses.
    const fn complete(&mut self, complete: bool) {
        if complete {
            self.status = OrderStatus::Shipped;
            self.cancellation_asked = false;
        }
    }

    fn thaw(&mut self, status: OrderStatus) {
        self.status = status;
        self.revision = None;
        self.case = None;
    }

    fn end(&mut self, status: OrderStatus) {
        self.status = status;
        self.holds.clear();
        self.cancellation_asked = false;
    }
}

async fn stored(connection: &mut PgConnection, ids: &[Uuid], reach: &Reach) -> sqlx::Result<Vec<OrderRow>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = sqlx::query_as!(
        Stored,
        "SELECT order_id, organization, number, status, holds, confirmation_refused, author, contract,
                contract_number, currency, net, vat, gross, line_count, round, revision, approval_case,
                paid, payment, expected_on, cancellation_asked, delivery_address, created_at,
                submitted_at, updated_at, version, position
           FROM order_list
          WHERE order_id = ANY($1)
            AND ($2::text IS NULL OR organization = $2) AND ($3::uuid IS NULL OR author = $3)",
        ids,
        reach.organization,
        reach.author
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(OrderRow::try_from).collect()
}

async fn write(connection: &mut PgConnection, rows: &[OrderRow]) -> sqlx::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    sqlx::query_file!(
        "src/ordering/write_order_list.sql",
        &column(rows, |row| row.id.uuid()),
        &column(rows, |row| row.organization.to_string()),
        &column(rows, |row| row.number.as_ref().map(ToString::to_string)) as &[Option<String>],
        &column(rows, |row| row.status.to_string()),
        &column(rows, |row| joined(&row.holds)),
        &column(rows, |row| row.confirmation_refused.clone()) as &[Option<String>],
        &column(rows, |row| row.author.uuid()),
        &column(rows, |row| row.contract.uuid()),
        &column(rows, |row| row.contract_number.clone()),
        &column(rows, |row| row.amounts.currency.to_string()),
        &column(rows, |row| row.amounts.net),
        &column(rows, |row| row.amounts.vat),
        &column(rows, |row| row.amounts.gross),
        &column(rows, |row| i64::from(row.line_count)),
        &column(rows, |row| i64::from(row.round)),
        &column(rows, |row| row.revision.map(|revision| revision.to_string())) as &[Option<String>],
        &column(rows, |row| row.case.map(CaseId::uuid)) as &[Option<Uuid>],
        &column(rows, |row| row.paid),
        &column(rows, |row| row.payment.map(|payment| payment.to_string())) as &[Option<String>],
        &column(rows, |row| row.expected_on) as &[Option<NaiveDate>],
        &column(rows, |row| row.cancellation_asked),
        &column(rows, |row| row.created_at),
        &column(rows, |row| row.submitted_at) as &[Option<DateTime<Utc>>],
        &column(rows, |row| row.updated_at),
        &column(rows, |row| row.version),
        &column(rows, |row| row.position.0),
        &column(rows, |row| row.delivery_address.map(AddressId::uuid)) as &[Option<Uuid>],
    )
    .execute(connection)
    .await?;
    Ok(())
}

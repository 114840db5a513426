//! An order.

use async_graphql::{Context, Object, Result, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use domain::ordering::OrderStatus;
use domain::ordering::order::{DeliveryStatus, Line, Step};
use domain::refusal::Language;
use domain::vocabulary::{ContractId, CostCentreId, Money, OrderId};
use projections::approvals::CaseRow;
use projections::ordering::{OrderDetailsRow, OrderLineRow, OrderRow};

use super::amendment::Amendment;
use super::available_actions::available_actions;
use super::cancellation::CancellationRequest;
use super::held_for::HeldFor;
use super::order_delivery::OrderDelivery;
use super::order_line::OrderLine;
use super::order_state::OrderState;
use super::order_words::{DeliveryStatusWord, OrderAction, OrderHold, OrderStatusWord, PaymentStatusWord};
use super::repricing::{OrderRepricing, order_repricing};
use super::shipment::Shipment;
use crate::accounts::TouchedBudget;
use crate::approvals::{Approval, approval_actions};
use crate::graphql::asking::Asking;
use crate::graphql::global_id::GlobalId;
use crate::graphql::money::{Cost, MoneyValue};
use crate::graphql::related::{
    AmendmentsOf, BudgetsOf, CancellationsOf, CasesOf, DetailsOf, ErpNumberOf, HistoryOf, LinesOf,
    ShipmentsOf, TextOf, related, scope,
};
use crate::graphql::revision::RevisionScalar;
use crate::graphql::standpoint::Standpoint;
use crate::identity::Person;
use crate::organizations::Organization;
use crate::visitor::Visitor;

/// An order, seen from somewhere.
pub struct Order {
    /// What is known of it.
    pub row: OrderRow,
    /// From where.
    pub standpoint: Standpoint,
}

/// The contract of an order, as its list shows it.
#[derive(SimpleObject)]
pub struct OrderContract {
    /// The id of the contract.
    id: GlobalId<ContractId>,
    /// The number of the contract when the order was begun.
    number: String,
}

/// What the lines of one rate of VAT cost together.
#[derive(SimpleObject)]
pub struct VatTotal {
    /// The rate in percent; null for goods sold without VAT.
    rate: Option<u8>,
    /// What they cost.
    cost: Cost,
}

/// An order, from its draft on.
#[Object]
impl Order {
    /// The id of the order.
    pub async fn id(&self) -> GlobalId<OrderId> {
        GlobalId(self.row.id)
    }

    /// The number, from the first submission on.
    async fn number(&self) -> Option<&str> {
        self.row.number.as_ref().map(domain::ordering::order::OrderNumber::as_str)
    }

    /// The number that 1C gave to it; null before 1C accepted it.
    async fn erp_number(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        related(ctx, ErpNumberOf(self.standpoint, self.row.id)).await
    }

    /// Where the order stands.
    async fn status(&self) -> OrderStatusWord {
        self.row.status.into()
    }

    /// Where the order stands, in the language of the request.
    #[expect(clippy::unused_async, reason = "resolvers are async functions")]
    async fn status_words(&self, ctx: &Context<'_>) -> Result<&'static str> {
        Ok(match Visitor::of(ctx)?.language {
            Language::Russian => self.row.status.in_russian(),
            Language::English => self.row.status.in_english(),
        })
    }

    /// Why the order is held; empty when it is not.
    async fn holds(&self) -> Vec<OrderHold> {
        self.row.holds.iter().map(|hold| (*hold).into()).collect()
    }

    /// Why the order is held, in the words of the supplier; empty when it is not.
    async fn held_for(&self, ctx: &Context<'_>) -> Result<Vec<HeldFor>> {
        if self.row.holds.is_empty() {
            return Ok(Vec::new());
        }
        let history = related(ctx, HistoryOf(self.standpoint, self.row.id)).await?.unwrap_or_default();
        let held = |hold| HeldFor::of(hold, &self.row, &history, self.standpoint);
        Ok(self.row.holds.iter().copied().filter_map(held).collect())
    }

    /// The code of the reason why the supplier could not confirm it; null when there is none.
    async fn confirmation_refused(&self) -> Option<&str> {
        self.row.confirmation_refused.as_deref()
    }

    /// The organization that buys.
    async fn organization(&self) -> Organization {
        Organization { id: self.row.organization, standpoint: self.standpoint }
    }

    /// Who wrote it.
    async fn author(&self) -> Person {
        Person { id: self.row.author, standpoint: self.standpoint }
    }

    /// Who of the supplier's staff wrote it for the author; null when the author wrote it.
    async fn placed_by(&self, ctx: &Context<'_>) -> Result<Option<Person>> {
        let placed_by = self.details(ctx).await?.and_then(|details| details.placed_by);
        Ok(placed_by.map(|id| Person { id, standpoint: self.standpoint }))
    }

    /// What the buyer remarks on it; null when nothing, and when it was erased.
    async fn comment(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match self.details(ctx).await?.and_then(|details| details.comment) {
            Some(text) => related(ctx, TextOf(self.standpoint, text)).await,
            None => Ok(None),
        }
    }

    /// The cost centre of the buyer that bears the order.
    async fn cost_centre_id(&self, ctx: &Context<'_>) -> Result<Option<GlobalId<CostCentreId>>> {
        Ok(self.details(ctx).await?.and_then(|details| details.cost_centre).map(GlobalId))
    }

    /// What it takes of the budgets of its cost centres, while it takes something: what is left
    /// without it and with it. Empty for those who may not see budgets.
    async fn budgets(&self, ctx: &Context<'_>) -> Result<Vec<TouchedBudget>> {
        let budgets = related(ctx, BudgetsOf(self.standpoint, self.row.id)).await?.unwrap_or_default();
        Ok(budgets.into_iter().map(TouchedBudget::from).collect())
    }

    /// The day on which the buyer wants the goods.
    async fn wanted_on(&self, ctx: &Context<'_>) -> Result<Option<NaiveDate>> {
        Ok(self.details(ctx).await?.and_then(|details| details.wanted_on))
    }

    /// How the goods get to the buyer; its cost is part of the total.
    async fn delivery(&self, ctx: &Context<'_>) -> Result<Option<OrderDelivery>> {
        Ok(self.details(ctx).await?.and_then(|details| details.delivery).map(OrderDelivery::from))
    }

    /// The contract under which it is ordered.
    async fn contract(&self) -> OrderContract {
        OrderContract { id: GlobalId(self.row.contract), number: self.row.contract_number.clone() }
    }

    /// The lines in their order, at most 1000.
    async fn lines(&self, ctx: &Context<'_>) -> Result<Vec<OrderLine>> {
        let lines = related(ctx, LinesOf(self.standpoint, self.row.id)).await?.unwrap_or_default();
        let details = self.details(ctx).await?.map(|details| details.lines).unwrap_or_default();
        let line = |row: OrderLineRow| {
            let of_it = details.iter().find(|line| line.product == row.line.goods.product).copied();
            OrderLine::of(row, of_it, self.standpoint)
        };
        Ok(lines.into_iter().map(line).collect())
    }

    /// How many lines there are.
    async fn line_count(&self) -> u32 {
        self.row.line_count
    }

    /// What the lines and the delivery cost together.
    async fn total(&self) -> Cost {
        self.row.amounts.into()
    }

    /// What the lines and the delivery cost by rate of VAT, the highest rate first.
    async fn total_by_rate(&self, ctx: &Context<'_>) -> Result<Vec<VatTotal>> {
        let rows = related(ctx, LinesOf(self.standpoint, self.row.id)).await?.unwrap_or_default();
        let wanted = rows.into_iter().filter(|row| !row.progress().wanted().is_zero());
        let lines: Vec<_> = wanted.map(|row| row.line).collect();
        let delivery = self.details(ctx).await?.and_then(|details| details.delivery);
        let totals = Line::totals_with(self.row.amounts.currency, &lines, delivery.as_ref())?;
        let share = |share: domain::ordering::VatShare| VatTotal {
            rate: share.rate.percent(),
            cost: share.sum.into(),
        };
        Ok(totals.by_rate.into_iter().map(share).collect())
    }

    /// What it would cost if it were submitted now; null unless it waits for its submission and
    /// whoever asks may submit it.
    async fn repricing(&self, ctx: &Context<'_>) -> Result<Option<OrderRepricing>> {
        if !self.row.steps().contains(&Step::Submit) {
            return Ok(None);
        }
        let organization = GlobalId(self.row.organization);
        let asking = match self.standpoint {
            Standpoint::Member(_) => Asking::as_member(organization, None),
            Standpoint::Staff => Asking::as_staff(organization, None),
        };
        order_repricing(ctx, &asking, self.row.id).await
    }

    /// How far the goods have come.
    async fn delivery_status(&self, ctx: &Context<'_>) -> Result<DeliveryStatusWord> {
        if self.row.status == OrderStatus::Cancelled {
            return Ok(DeliveryStatusWord::Cancelled);
        }
        let rows = related(ctx, LinesOf(self.standpoint, self.row.id)).await?.unwrap_or_default();
        let lines: Vec<_> = rows.iter().map(OrderLineRow::progress).collect();
        Ok(DeliveryStatus::of(&lines).into())
    }

    /// The day on which the supplier expects the goods to arrive; null when that is not known.
    async fn expected_on(&self) -> Option<NaiveDate> {
        self.row.expected_on
    }

    /// What left, the oldest first.
    async fn shipments(&self, ctx: &Context<'_>) -> Result<Vec<Shipment>> {
        let shipments = related(ctx, ShipmentsOf(self.standpoint, self.row.id)).await?.unwrap_or_default();
        Ok(shipments.into_iter().map(Shipment::from).collect())
    }

    /// What was paid for it so far.
    async fn paid(&self) -> MoneyValue {
        Money::new(self.row.paid, self.row.amounts.currency).into()
    }

    /// How far it is paid; null before the supplier accepts it, and when it was called off and
    /// nothing was paid.
    async fn payment_status(&self) -> Option<PaymentStatusWord> {
        self.row.payment.map(Into::into)
    }

    /// The wishes of the buyer to call it off after the acceptance, the oldest first.
    async fn cancellation_requests(&self, ctx: &Context<'_>) -> Result<Vec<CancellationRequest>> {
        let standpoint = self.standpoint;
        let wishes = related(ctx, CancellationsOf(standpoint, self.row.id)).await?.unwrap_or_default();
        Ok(wishes.into_iter().map(|row| CancellationRequest { row, standpoint }).collect())
    }

    /// The changes that the supplier made after the acceptance, the oldest first.
    async fn amendments(&self, ctx: &Context<'_>) -> Result<Vec<Amendment>> {
        let standpoint = self.standpoint;
        let amendments = related(ctx, AmendmentsOf(standpoint, self.row.id)).await?.unwrap_or_default();
        Ok(amendments.into_iter().map(|row| Amendment { row, standpoint }).collect())
    }

    /// How often it was submitted.
    async fn round(&self) -> u32 {
        self.row.round
    }

    /// What was submitted last: give it back with a decision. Null while lines can be changed.
    async fn revision(&self) -> Option<RevisionScalar> {
        self.row.revision.map(RevisionScalar)
    }

    /// When it was begun.
    async fn created_at(&self) -> DateTime<Utc> {
        self.row.created_at
    }

    /// When it was last submitted.
    async fn submitted_at(&self) -> Option<DateTime<Utc>> {
        self.row.submitted_at
    }

    /// When something last happened to it.
    async fn updated_at(&self) -> DateTime<Utc> {
        self.row.updated_at
    }

    /// How many events it has.
    async fn version(&self) -> i64 {
        self.row.version
    }

    /// The states that it went through, the oldest first.
    async fn history(&self, ctx: &Context<'_>) -> Result<Vec<OrderState>> {
        let standpoint = self.standpoint;
        let states = related(ctx, HistoryOf(standpoint, self.row.id)).await?.unwrap_or_default();
        Ok(states.into_iter().map(|row| OrderState { row, standpoint }).collect())
    }

    /// The approval of the last submission; null when none was needed.
    async fn approval(&self, ctx: &Context<'_>) -> Result<Option<Approval>> {
        let standpoint = self.standpoint;
        Ok(self.current_case(ctx).await?.map(|row| Approval { row, standpoint }))
    }

    /// Whether an administrator let it pass without those who were asked.
    async fn approval_forced(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(self.current_case(ctx).await?.is_some_and(|case| case.state.forced_by().is_some()))
    }

    /// The approvals of all submissions, the oldest first.
    async fn approvals(&self, ctx: &Context<'_>) -> Result<Vec<Approval>> {
        let standpoint = self.standpoint;
        let cases = related(ctx, CasesOf(standpoint, self.row.id)).await?.unwrap_or_default();
        Ok(cases.into_iter().map(|row| Approval { row, standpoint }).collect())
    }

    /// What whoever asks may do with the order now.
    async fn available_actions(&self, ctx: &Context<'_>) -> Result<Vec<OrderAction>> {
        let scope = scope(ctx, self.standpoint).await?;
        let case = self.current_case(ctx).await?;
        let approval = match &case {
            Some(case) => approval_actions(ctx, self.standpoint, case).await?,
            None => Vec::new(),
        };
        let placed = self.details(ctx).await?.is_some_and(|details| details.placed_by.is_some());
        Ok(available_actions(&scope, &self.row, &approval, placed))
    }
}

impl Order {
    /// The approval case of the last submission.
    async fn current_case(&self, ctx: &Context<'_>) -> Result<Option<CaseRow>> {
        let cases = related(ctx, CasesOf(self.standpoint, self.row.id)).await?.unwrap_or_default();
        Ok(cases.into_iter().find(|case| Some(case.id) == self.row.case))
    }

    async fn details(&self, ctx: &Context<'_>) -> Result<Option<OrderDetailsRow>> {
        related(ctx, DetailsOf(self.standpoint, self.row.id)).await
    }
}

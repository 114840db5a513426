//! An order as its history left it.

mod content;
mod fulfilment;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use cqrs_es::{Aggregate, event_sink::EventSink};
use serde::{Deserialize, Serialize};

use super::command::OrderCommand;
use super::contract::ContractTerms;
use super::decide::decide;
use super::delivery::Delivery;
use super::difference::Content;
use super::error::OrderError;
use super::event::OrderEvent;
use super::line::{FromCart, Line};
use super::number::OrderNumber;
use super::status::{Hold, OrderStatus};
use super::step::Step;
use crate::journal::{Stream, Tenant, record};
use crate::ordering::pricing::Totals;
use crate::vocabulary::{
    CaseId, CostCentreId, Money, OrganizationId, PersonId, ProductId, Revision, TextRef,
};
use fulfilment::Fulfilment;

/// An order as its history left it. Nothing is known of it before it was drafted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    status: Option<OrderStatus>,
    organization: Option<OrganizationId>,
    author: Option<PersonId>,
    placed_by: Option<PersonId>,
    contract: Option<ContractTerms>,
    from_cart: Option<FromCart>,
    number: Option<OrderNumber>,
    lines: Vec<Line>,
    totals: Option<Totals>,
    comment: Option<TextRef>,
    cost_centre: Option<CostCentreId>,
    delivery: Option<Delivery>,
    wanted_on: Option<NaiveDate>,
    round: u32,
    revision: Option<Revision>,
    case: Option<CaseId>,
    last_round: Option<LastRound>,
    holds: BTreeSet<Hold>,
    confirmation_refused: Option<String>,
    fulfilment: Fulfilment,
}

/// What the approval was about before the order came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastRound {
    /// The case.
    pub case: CaseId,
    /// The lines as the last approvers saw them.
    pub lines: Vec<Line>,
    /// The delivery then.
    pub delivery: Option<Delivery>,
    /// The cost centre of the whole order then.
    pub cost_centre: Option<CostCentreId>,
    /// What all of it cost with VAT.
    pub total: Money,
}

impl LastRound {
    /// What the approvers saw, to be compared with what they are asked about next.
    pub fn content(&self) -> Content<'_> {
        let Self { lines, delivery, cost_centre, total, .. } = self;
        Content { lines, delivery: delivery.as_ref(), cost_centre: *cost_centre, total: *total }
    }
}

impl Order {
    /// Where the order stands; nothing before it was drafted.
    pub const fn status(&self) -> Option<OrderStatus> {
        self.status
    }

    /// Who buys.
    pub const fn organization(&self) -> Option<OrganizationId> {
        self.organization
    }

    /// Who orders: the member whose order it is.
    pub const fn author(&self) -> Option<PersonId> {
        self.author
    }

    /// Who of the supplier's staff wrote it for the author, if somebody did.
    pub const fn placed_by(&self) -> Option<PersonId> {
        self.placed_by
    }

    /// The contract under which it is ordered: its terms at the last submission, before the
    /// first one those at the draft.
    pub const fn contract(&self) -> Option<&ContractTerms> {
        self.contract.as_ref()
    }

    /// The cart that it came from.
    pub const fn from_cart(&self) -> Option<FromCart> {
        self.from_cart
    }

    /// The number, from the first submission on.
    pub const fn number(&self) -> Option<&OrderNumber> {
        self.number.as_ref()
    }

    /// The lines in their order.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The line of a product.
    pub fn line(&self, product: ProductId) -> Option<&Line> {
        self.lines.iter().find(|line| line.goods.product == product)
    }

    /// What the lines and the delivery cost together.
    pub const fn totals(&self) -> Option<&Totals> {
        self.totals.as_ref()
    }

    /// How often it was submitted.
    pub const fn round(&self) -> u32 {
        self.round
    }

    /// The digest of what was submitted last; nothing while the lines can be changed.
    pub const fn revision(&self) -> Option<Revision> {
        self.revision
    }

    /// The approval case of the current submission, if it needed one.
    pub const fn case(&self) -> Option<CaseId> {
        self.case
    }

    /// What the approval was about before the order was returned or taken back, if it was.
    pub const fn last_round(&self) -> Option<&LastRound> {
        self.last_round.as_ref()
    }

    /// The gravest of the reasons for which the order is held, if it is.
    pub fn hold(&self) -> Option<Hold> {
        self.holds.last().copied()
    }

    /// All reasons for which the order is held.
    pub const fn holds(&self) -> &BTreeSet<Hold> {
        &self.holds
    }

    /// The code of the refusal, if the last confirmation was refused.
    pub fn confirmation_refused(&self) -> Option<&str> {
        self.confirmation_refused.as_deref()
    }

    /// What can be done with the order now. Who may do it is a matter of permissions.
    pub fn steps(&self) -> Vec<Step> {
        let asked = self.cancellation_request().is_some();
        self.status.map(|status| Step::open(status, self.hold().is_some(), asked)).unwrap_or_default()
    }
}

impl Stream for Order {
    fn tenant(&self) -> Option<Tenant> {
        self.organization.map(Tenant::Organization)
    }
}

impl Aggregate for Order {
    const TYPE: &'static str = "order";
    type Command = OrderCommand;
    type Event = OrderEvent;
    type Error = OrderError;
    type Services = ();

    async fn handle(
        &mut self,
        command: OrderCommand,
        (): &(),
        sink: &EventSink<Self>,
    ) -> Result<(), OrderError> {
        record(decide(self, command)?, self, sink).await;
        Ok(())
    }

    fn apply(&mut self, event: OrderEvent) {
        match event {
            OrderEvent::Drafted { organization, author, placed_by, contract, lines, totals, from_cart } => {
                *self = Self {
                    status: Some(OrderStatus::Draft),
                    organization: Some(organization),
                    author: Some(author),
                    placed_by,
                    contract: Some(*contract),
                    from_cart,
                    lines,
                    totals: Some(totals),
                    ..Self::default()
                };
            }
            OrderEvent::Submitted {
                number,
                round,
                contract,
                lines,
                totals,
                delivery,
                revision,
                case,
                ..
            } => {
                self.number = Some(number);
                self.round = round;
                self.contract = Some(*contract);
                self.lines = lines;
                self.totals = Some(totals);
                self.delivery = delivery.map(|delivery| *delivery);
                self.revision = Some(revision);
                self.case = case;
                self.status = Some(OrderStatus::PendingApproval);
            }
            OrderEvent::LineAdded { .. }
            | OrderEvent::LineQuantityChanged { .. }
            | OrderEvent::LineRemoved { .. }
            | OrderEvent::Commented { .. }
            | OrderEvent::LineCommented { .. }
            | OrderEvent::CostCentreSet { .. }
            | OrderEvent::LineCostCentreSet { .. }
            | OrderEvent::DeliveryChosen { .. }
            | OrderEvent::DateWanted { .. } => self.edit(event),
            later => self.go_on(later),
        }
    }
}

impl Order {
    fn go_on(&mut self, event: OrderEvent) {
        match event {
            OrderEvent::Approved { .. } => self.status = Some(OrderStatus::Approved),
            OrderEvent::Reduced { lines, totals, revision, .. } => {
                self.lines = lines;
                self.totals = Some(totals);
                self.revision = Some(revision);
            }
            OrderEvent::Withdrawn { .. } => self.thaw(OrderStatus::Draft),
            OrderEvent::Returned { .. } => self.thaw(OrderStatus::Returned),
            OrderEvent::Rejected { .. } => self.end(OrderStatus::Rejected),
            OrderEvent::Confirmed { .. } => {
                self.status = Some(OrderStatus::Confirmed);
                self.confirmation_refused = None;
            }
            OrderEvent::ConfirmationRefused { code } => self.confirmation_refused = Some(code),
            OrderEvent::TakenIntoProcessing {} => self.status = Some(OrderStatus::Processing),
            OrderEvent::Closed {} => self.status = Some(OrderStatus::Closed),
            OrderEvent::Cancelled { .. } => self.end(OrderStatus::Cancelled),
            OrderEvent::PutOnHold { hold, .. } => {
                self.holds.insert(hold);
            }
            OrderEvent::HoldReleased { hold, .. } => {
                self.holds.remove(&hold);
            }
            later => self.fulfil(later),
        }
    }

    fn thaw(&mut self, status: OrderStatus) {
        self.status = Some(status);
        self.revision = None;
        let seen = self.case.take().zip(self.totals.as_ref());
        self.last_round = seen.map(|(case, totals)| LastRound {
            case,
            lines: self.lines.clone(),
            delivery: self.delivery.clone(),
            cost_centre: self.cost_centre,
            total: totals.sum.gross(),
        });
    }

    fn end(&mut self, status: OrderStatus) {
        self.status = Some(status);
        self.holds.clear();
        self.lapse();
    }
}

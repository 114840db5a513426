//! An order as its history left it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use cqrs_es::{Aggregate, event_sink::EventSink};
use serde::{Deserialize, Serialize};

use super::command::OrderCommand;
use super::contract::ContractTerms;
use super::decide::decide;
use super::delivery::Delivery;
use super::error::OrderError;
use super::event::OrderEvent;
use super::line::{FromCart, Line, LineQuantity};
use super::number::OrderNumber;
use super::status::{Hold, OrderStatus};
use super::step::Step;
use crate::journal::{Stream, Tenant, record};
use crate::ordering::pricing::Totals;
use crate::vocabulary::{
    CaseId, CostCentreId, OrganizationId, PersonId, ProductId, Quantity, Revision, TextRef,
};

mod content;

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
    holds: BTreeSet<Hold>,
    shipped: BTreeMap<ProductId, Quantity>,
    confirmation_refused: Option<String>,
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

    /// How many of a product have left; nothing when none have.
    pub fn shipped(&self, product: ProductId) -> Option<Quantity> {
        self.shipped.get(&product).copied()
    }

    /// What is still to leave, line by line.
    pub fn remaining(&self) -> Vec<LineQuantity> {
        let rest = |line: &Line| {
            let product = line.goods.product;
            let quantity = self.remaining_of(line)?;
            Some(LineQuantity { product, quantity })
        };
        self.lines.iter().filter_map(rest).collect()
    }

    /// How many of a line are still to leave; nothing when all have.
    pub(super) fn remaining_of(&self, line: &Line) -> Option<Quantity> {
        match self.shipped(line.goods.product) {
            Some(shipped) => Quantity::new(line.quantity.number() - shipped.number()).ok(),
            None => Some(line.quantity),
        }
    }

    /// What can be done with the order now. Who may do it is a matter of permissions.
    pub fn steps(&self) -> Vec<Step> {
        self.status.map(|status| Step::open(status, self.hold().is_some())).unwrap_or_default()
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
            OrderEvent::Withdrawn { .. } => self.thaw(OrderStatus::Draft),
            OrderEvent::Returned { .. } => self.thaw(OrderStatus::Returned),
            OrderEvent::Rejected { .. } => self.end(OrderStatus::Rejected),
            OrderEvent::Confirmed { .. } => {
                self.status = Some(OrderStatus::Confirmed);
                self.confirmation_refused = None;
            }
            OrderEvent::ConfirmationRefused { code } => self.confirmation_refused = Some(code),
            OrderEvent::TakenIntoProcessing {} => self.status = Some(OrderStatus::Processing),
            OrderEvent::PartiallyShipped { lines } => self.ship(&lines, OrderStatus::PartiallyShipped),
            OrderEvent::Shipped { lines } => self.ship(&lines, OrderStatus::Shipped),
            OrderEvent::Delivered {} => self.status = Some(OrderStatus::Delivered),
            OrderEvent::Closed {} => self.status = Some(OrderStatus::Closed),
            OrderEvent::Cancelled { .. } => self.end(OrderStatus::Cancelled),
            OrderEvent::PutOnHold { hold } => {
                self.holds.insert(hold);
            }
            OrderEvent::HoldReleased { hold } => {
                self.holds.remove(&hold);
            }
            OrderEvent::ApprovalNotRequired { .. }
            | OrderEvent::Drafted { .. }
            | OrderEvent::LineAdded { .. }
            | OrderEvent::LineQuantityChanged { .. }
            | OrderEvent::LineRemoved { .. }
            | OrderEvent::Commented { .. }
            | OrderEvent::LineCommented { .. }
            | OrderEvent::CostCentreSet { .. }
            | OrderEvent::LineCostCentreSet { .. }
            | OrderEvent::DeliveryChosen { .. }
            | OrderEvent::DateWanted { .. }
            | OrderEvent::Submitted { .. } => {}
        }
    }

    fn thaw(&mut self, status: OrderStatus) {
        self.status = Some(status);
        self.revision = None;
        self.case = None;
    }

    fn end(&mut self, status: OrderStatus) {
        self.status = Some(status);
        self.holds.clear();
    }

    fn ship(&mut self, lines: &[LineQuantity], status: OrderStatus) {
        self.status = Some(status);
        for LineQuantity { product, quantity } in lines {
            let before = self.shipped(*product).map_or_else(Default::default, Quantity::number);
            if let Ok(shipped) = Quantity::new(before + quantity.number()) {
                self.shipped.insert(*product, shipped);
            }
        }
    }
}

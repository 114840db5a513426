//! What happened to an order.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use cqrs_es::DomainEvent;
use serde::{Deserialize, Serialize};
use strum::VariantNames;

use super::cancellation::CancelledLine;
use super::contract::ContractTerms;
use super::delivery::Delivery;
use super::difference::Difference;
use super::line::{FromCart, Line, LineQuantity};
use super::number::OrderNumber;
use super::shipment::Carriage;
use super::status::{Hold, Side};
use crate::accounts::exposure::CreditDecision;
use crate::approvals::{LineCut, NotRequiredReason};
use crate::journal::JournalEvent;
use crate::ordering::pricing::{Amounts, Totals};
use crate::vocabulary::{
    CaseId, CostCentreId, Money, OrganizationId, PersonId, ProductId, Quantity, Revision, ShipmentId, TextRef,
};

/// What happened to an order. Totals are those after the event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, strum::AsRefStr, VariantNames)]
pub enum OrderEvent {
    /// The order was begun.
    Drafted {
        /// Who buys.
        organization: OrganizationId,
        /// Who orders: the member whose order it is.
        author: PersonId,
        /// Who of the supplier's staff wrote it for the author, if somebody did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        placed_by: Option<PersonId>,
        /// The contract under which it is ordered.
        contract: Box<ContractTerms>,
        /// The first lines.
        lines: Vec<Line>,
        /// What they cost.
        totals: Totals,
        /// The cart that it came from.
        from_cart: Option<FromCart>,
    },
    /// A line was added at the end.
    LineAdded {
        /// The line.
        line: Box<Line>,
        /// What the order costs now.
        totals: Totals,
        /// What the delivery costs now, if one is chosen.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        delivery: Option<Amounts>,
    },
    /// The quantity of a line was changed.
    LineQuantityChanged {
        /// The product of the line.
        product: ProductId,
        /// The new quantity.
        quantity: Quantity,
        /// What the line costs now.
        amounts: Amounts,
        /// What the order costs now.
        totals: Totals,
        /// What the delivery costs now, if one is chosen.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        delivery: Option<Amounts>,
    },
    /// A line was removed.
    LineRemoved {
        /// The product of the line.
        product: ProductId,
        /// What the order costs now.
        totals: Totals,
        /// What the delivery costs now, if one is chosen.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        delivery: Option<Amounts>,
    },
    /// The buyer remarked something on the order, or took the remark back.
    Commented {
        /// The remark; nothing when it was taken back.
        comment: Option<TextRef>,
    },
    /// The buyer remarked something on a line, or took the remark back.
    LineCommented {
        /// The product of the line.
        product: ProductId,
        /// The remark; nothing when it was taken back.
        comment: Option<TextRef>,
    },
    /// The cost centre that bears the order was named.
    CostCentreSet {
        /// The cost centre; nothing for none.
        cost_centre: Option<CostCentreId>,
    },
    /// The cost centre that bears a line was named.
    LineCostCentreSet {
        /// The product of the line.
        product: ProductId,
        /// The cost centre; nothing for that of the order.
        cost_centre: Option<CostCentreId>,
    },
    /// The delivery was chosen, or done without.
    DeliveryChosen {
        /// The delivery; nothing for none.
        delivery: Option<Box<Delivery>>,
        /// What the order costs now.
        totals: Totals,
    },
    /// The buyer said when the goods are wanted.
    DateWanted {
        /// The day; nothing for any.
        on: Option<NaiveDate>,
    },
    /// Credit was asked about the order as it is submitted. An organization with which no
    /// credit was agreed is not asked about.
    CreditChecked {
        /// What credit said.
        decision: Box<CreditDecision>,
    },
    /// The order was submitted, and its lines are frozen as they are here.
    Submitted {
        /// The order's number, from its first submission on.
        number: OrderNumber,
        /// Which submission it is, from 1.
        round: u32,
        /// The terms of the contract at the submission.
        contract: Box<ContractTerms>,
        /// The lines with the names, units and prices of the submission.
        lines: Vec<Line>,
        /// What they cost, with the delivery.
        totals: Totals,
        /// The delivery at its cost of the submission, if one is chosen.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        delivery: Option<Box<Delivery>>,
        /// The cost centre that bears the order.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cost_centre: Option<CostCentreId>,
        /// What differs from the prices of the draft, which the submitter accepted; nothing
        /// when nothing does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        repriced: Option<Box<Difference>>,
        /// The digest of what is to be approved.
        revision: Revision,
        /// The approval case that was opened, if approval is needed.
        case: Option<CaseId>,
    },
    /// The policy asks for no approval.
    ApprovalNotRequired {
        /// The version of the policy.
        policy_version: u32,
        /// Why.
        why: NotRequiredReason,
    },
    /// The order may go on.
    Approved {
        /// What was approved.
        revision: Revision,
        /// The case in which that was decided; none when no approval was needed.
        case: Option<CaseId>,
        /// Whether an administrator forced it, without those who were asked.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        forced: bool,
    },
    /// An approver took something away from the order and approved the rest. It waits for
    /// the others, if there are any.
    Reduced {
        /// The case in which that was decided.
        case: CaseId,
        /// What was taken away.
        cuts: Vec<LineCut>,
        /// The lines that are left, frozen as they are here.
        lines: Vec<Line>,
        /// What they cost.
        totals: Totals,
        /// The digest of what is to be approved from now on.
        revision: Revision,
    },
    /// The submission was taken back; the order is a draft again.
    Withdrawn {
        /// The case that is thereby void.
        case: CaseId,
    },
    /// The order was given back for rework.
    Returned {
        /// The case in which that was decided.
        case: CaseId,
        /// What is to be reworked; nothing where nobody returned it but the time was over,
        /// or nobody was left to decide.
        comment: Option<TextRef>,
        /// Remarks on its lines.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        line_comments: BTreeMap<ProductId, TextRef>,
    },
    /// The order was refused for good.
    Rejected {
        /// The case in which that was decided.
        case: CaseId,
        /// Why.
        reason: TextRef,
    },
    /// The supplier accepted the order.
    Confirmed {
        /// What was accepted.
        revision: Revision,
    },
    /// The order could not be accepted.
    ConfirmationRefused {
        /// The code of the refusal.
        code: String,
    },
    /// The supplier began to put it together.
    TakenIntoProcessing {},
    /// Goods left; others are still to leave.
    PartiallyShipped {
        /// What left.
        lines: Vec<LineQuantity>,
        /// Its id. Shipments of the first days have none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        shipment: Option<ShipmentId>,
        /// How it travels.
        #[serde(default, skip_serializing_if = "Carriage::is_unknown")]
        carriage: Carriage,
    },
    /// The last goods left.
    Shipped {
        /// What left.
        lines: Vec<LineQuantity>,
        /// Its id. Shipments of the first days have none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        shipment: Option<ShipmentId>,
        /// How it travels.
        #[serde(default, skip_serializing_if = "Carriage::is_unknown")]
        carriage: Carriage,
    },
    /// It became known how goods travel.
    ShipmentTracked {
        /// The shipment.
        shipment: ShipmentId,
        /// All that is known of its way now.
        carriage: Carriage,
    },
    /// A shipment arrived.
    ShipmentDelivered {
        /// The shipment.
        shipment: ShipmentId,
        /// What arrived.
        lines: Vec<LineQuantity>,
    },
    /// The supplier said when the goods should arrive, or took that back.
    ExpectedOn {
        /// The day.
        date: Option<NaiveDate>,
    },
    /// What is left of lines was called off after the acceptance.
    LinesCancelled {
        /// Who called it off.
        by: Side,
        /// What.
        lines: Vec<CancelledLine>,
        /// Why.
        reason: TextRef,
        /// What the order costs now.
        totals: Totals,
        /// Whether all else has left, so that the order is shipped.
        completes: bool,
    },
    /// The buyer asked the supplier to call an accepted order off, or a part of it.
    CancellationRequested {
        /// Why.
        reason: TextRef,
        /// What; empty means all that remains.
        lines: Vec<LineQuantity>,
    },
    /// The buyer took the wish to call off back.
    CancellationRequestWithdrawn {},
    /// The supplier agreed to call off what can still be.
    CancellationGranted {
        /// What the supplier wrote.
        answer: Option<TextRef>,
    },
    /// The supplier did not agree to call anything off.
    CancellationDeclined {
        /// Why.
        answer: TextRef,
    },
    /// The supplier changed an accepted order.
    Amended {
        /// The lines now. What was called off before is not in them.
        lines: Vec<Line>,
        /// What they cost.
        totals: Totals,
        /// The digest of the order as it is now.
        revision: Revision,
        /// Why.
        reason: TextRef,
        /// What is different from before.
        difference: Box<Difference>,
        /// Whether all has left, so that the order is shipped.
        completes: bool,
    },
    /// It was noted how much was paid for the order in all.
    PaidAmountNoted {
        /// All that was paid so far.
        paid: Money,
    },
    /// All goods arrived.
    Delivered {},
    /// The order was finished.
    Closed {},
    /// The order was called off.
    Cancelled {
        /// Who called it off.
        by: Side,
        /// Why.
        reason: TextRef,
    },
    /// The order was put on hold.
    PutOnHold {
        /// Why.
        hold: Hold,
        /// What the supplier wrote about it, for the buyer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<TextRef>,
    },
    /// A hold was released.
    HoldReleased {
        /// Which.
        hold: Hold,
        /// What the supplier wrote about it, for the buyer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<TextRef>,
    },
}

impl DomainEvent for OrderEvent {
    fn event_type(&self) -> String {
        self.as_ref().to_owned()
    }

    fn event_version(&self) -> String {
        Self::current_version(self.as_ref()).to_owned()
    }
}

impl JournalEvent for OrderEvent {
    const NAMES: &'static [&'static str] = Self::VARIANTS;
}

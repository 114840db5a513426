//! What happened to an order.

use chrono::NaiveDate;
use cqrs_es::DomainEvent;
use serde::{Deserialize, Serialize};
use strum::VariantNames;

use super::contract::ContractTerms;
use super::delivery::Delivery;
use super::difference::Difference;
use super::line::{FromCart, Line, LineQuantity};
use super::number::OrderNumber;
use super::status::{Hold, Side};
use crate::approvals::NotRequiredReason;
use crate::journal::JournalEvent;
use crate::ordering::pricing::{Amounts, Totals};
use crate::vocabulary::{
    CaseId, CostCentreId, OrganizationId, PersonId, ProductId, Quantity, Revision, TextRef,
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
        /// What is to be reworked.
        comment: TextRef,
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
    },
    /// The last goods left.
    Shipped {
        /// What left.
        lines: Vec<LineQuantity>,
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
    },
    /// A hold was released.
    HoldReleased {
        /// Which.
        hold: Hold,
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

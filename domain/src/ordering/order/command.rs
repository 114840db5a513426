//! What can be asked of an order.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::amendment::Amendment;
use super::contract::ContractTerms;
use super::delivery::DeliveryTariff;
use super::line::{FromCart, Goods, LineQuantity};
use super::number::OrderNumber;
use super::shipment::Carriage;
use super::status::{Hold, Side};
use crate::accounts::exposure::CreditDecision;
use crate::approvals::{LineCut, NotRequiredReason};
use crate::ordering::pricing::{Offer, Quote};
use crate::vocabulary::{
    AddressId, CaseId, CostCentreId, Money, OrganizationId, PersonId, ProductId, Quantity, Revision,
    ShipmentId, TextRef,
};

/// What can be asked of an order. Facts (prices, ids, what the policy demands) come along.
#[derive(Clone, Debug)]
pub enum OrderCommand {
    /// Begin an order. A draft may still be empty.
    Draft {
        /// Who buys.
        organization: OrganizationId,
        /// Who orders: the member whose order it is.
        author: PersonId,
        /// Who of the supplier's staff writes it for the author, if somebody does.
        placed_by: Option<PersonId>,
        /// The contract under which it is ordered.
        contract: ContractTerms,
        /// The first lines.
        lines: Vec<NewLine>,
        /// The cart that it comes from.
        from_cart: Option<FromCart>,
    },
    /// Change lines of a draft or a returned order: all changes in turn, or none.
    EditLines {
        /// The changes.
        edits: Vec<LineEdit>,
    },
    /// Set what goes with the goods of a draft or a returned order: all of it, or nothing.
    SetDetails {
        /// What is set, in turn.
        details: Vec<Detail>,
        /// The day that it is for the buyer: nothing is wanted before it.
        today: NaiveDate,
    },
    /// Note what credit says about the order that is being submitted.
    NoteCredit {
        /// What it says.
        decision: Box<CreditDecision>,
    },
    /// Submit: quote every line and the delivery anew and freeze them all.
    Submit {
        /// The number for the first submission. A reworked order keeps the one that it has.
        number: OrderNumber,
        /// The terms of the order's contract now.
        contract: Box<ContractTerms>,
        /// What the supplier says now about the product of every line. A product that is
        /// missing here is not in the catalogue.
        offers: BTreeMap<ProductId, Offered>,
        /// The way of delivery that the order chose, as it is offered now; nothing when it is
        /// not offered any more, or when none is chosen.
        tariff: Option<Box<DeliveryTariff>>,
        /// The total with VAT that the submitter saw and accepts. Another one now is refused;
        /// without it any difference to the prices of the draft is.
        accepted_total: Option<Money>,
        /// What the approval policy demands for the order as it is submitted.
        approval: ApprovalDemand,
    },
    /// Take the submission back.
    Withdraw,
    /// Give it back for rework.
    Return {
        /// The case in which that was decided.
        case: CaseId,
        /// What is to be reworked; nothing where nobody returned it but the time was over,
        /// or nobody was left to decide.
        comment: Option<TextRef>,
        /// Remarks on its lines.
        line_comments: BTreeMap<ProductId, TextRef>,
    },
    /// Take something away from it while it waits for approval.
    Reduce {
        /// The case in which that was decided.
        case: CaseId,
        /// What the approver saw.
        revision: Revision,
        /// What to take away: each product at most once.
        cuts: Vec<LineCut>,
    },
    /// Refuse it for good.
    Reject {
        /// The case in which that was decided.
        case: CaseId,
        /// Why.
        reason: TextRef,
    },
    /// Let it pass.
    Approve {
        /// The case in which that was decided.
        case: CaseId,
        /// What was approved.
        revision: Revision,
        /// Whether an administrator forced it.
        forced: bool,
    },
    /// Accept it on the supplier's side.
    Confirm,
    /// Note why it cannot be accepted.
    RefuseConfirmation {
        /// The code of the refusal.
        code: String,
    },
    /// Begin to put it together.
    TakeIntoProcessing,
    /// Send goods off.
    Ship {
        /// What leaves: each product at most once.
        lines: Vec<LineQuantity>,
        /// The id of the shipment.
        shipment: ShipmentId,
        /// How it travels.
        carriage: Carriage,
    },
    /// Note how a shipment travels.
    TrackShipment {
        /// The shipment.
        shipment: ShipmentId,
        /// All that is known of its way.
        carriage: Carriage,
    },
    /// Note the arrival of a shipment.
    DeliverShipment {
        /// The shipment.
        shipment: ShipmentId,
    },
    /// Say when the goods should arrive.
    Expect {
        /// The day; nothing takes it back.
        date: Option<NaiveDate>,
    },
    /// Call lines of an accepted order off, as the supplier.
    CancelLines {
        /// What: each product at most once; empty means all that remains.
        lines: Vec<LineQuantity>,
        /// Why.
        reason: TextRef,
    },
    /// Ask the supplier to call an accepted order off, or a part of it.
    RequestCancellation {
        /// What: each product at most once; empty means all that remains.
        lines: Vec<LineQuantity>,
        /// Why.
        reason: TextRef,
    },
    /// Take that wish back.
    WithdrawCancellationRequest,
    /// Agree to that wish: what was asked and remains is called off.
    GrantCancellation {
        /// What the supplier writes.
        answer: Option<TextRef>,
    },
    /// Do not agree to that wish.
    DeclineCancellation {
        /// Why.
        answer: TextRef,
    },
    /// Change an accepted order, as the supplier: all changes in turn, or none.
    Amend {
        /// The changes.
        changes: Vec<Amendment>,
        /// Why.
        reason: TextRef,
    },
    /// Note how much was paid for the order in all.
    NotePaidAmount {
        /// All that was paid so far.
        paid: Money,
    },
    /// Note the arrival of all goods.
    Deliver,
    /// Finish it.
    Close,
    /// Call it off.
    Cancel {
        /// Who calls it off.
        by: Side,
        /// Why.
        reason: TextRef,
    },
    /// Put it on hold.
    PutOnHold {
        /// Why.
        hold: Hold,
        /// What the supplier writes about it, for the buyer.
        reason: Option<TextRef>,
    },
    /// Release a hold.
    ReleaseHold {
        /// Which.
        hold: Hold,
        /// What the supplier writes about it, for the buyer.
        note: Option<TextRef>,
    },
}

/// A line to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLine {
    /// The goods.
    pub goods: Goods,
    /// How many units.
    pub quantity: Quantity,
    /// The price now.
    pub quote: Quote,
}

/// Something that goes with the goods of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// What the buyer remarks on the order; nothing takes the remark back.
    Comment(Option<TextRef>),
    /// The cost centre of the buyer that bears the order; nothing for none.
    CostCentre(Option<CostCentreId>),
    /// The delivery; nothing for none.
    Delivery(Option<Box<ChosenDelivery>>),
    /// The day on which the buyer wants the goods; nothing for any.
    WantedOn(Option<NaiveDate>),
    /// What the buyer remarks on a line; nothing takes the remark back.
    LineComment(ProductId, Option<TextRef>),
    /// The cost centre that bears a line; nothing for that of the order.
    LineCostCentre(ProductId, Option<CostCentreId>),
}

/// A way of delivery, as it is offered now, and where to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenDelivery {
    /// The way.
    pub tariff: DeliveryTariff,
    /// Where the goods are brought; nowhere when the buyer fetches them.
    pub address: Option<AddressId>,
}

/// Goods as the catalogue names them now, and what is offered of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// The goods.
    pub goods: Goods,
    /// What is offered.
    pub offer: Offer,
}

/// A change of the lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineEdit {
    /// Add a line at the end.
    Add(NewLine),
    /// Set the quantity of a line, at the price that it has.
    SetQuantity(LineQuantity),
    /// Remove a line.
    Remove(ProductId),
}

/// What the approval policy demands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApprovalDemand {
    /// A case was opened; the order waits for it.
    Required {
        /// The case.
        case: CaseId,
    },
    /// Nobody has to approve.
    NotRequired {
        /// The version of the policy that says so.
        policy_version: u32,
        /// Why.
        why: NotRequiredReason,
    },
}

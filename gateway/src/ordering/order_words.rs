//! Where an order stands and what can be done with it, as the schema names it.

use async_graphql::Enum;
use domain::ordering::order::{DeliveryStatus, Hold, PaymentStatus};
use domain::ordering::{OrderStatus, Step};
use domain::organizations::Action;

/// Where an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "OrderStatus", remote = "OrderStatus")]
pub enum OrderStatusWord {
    /// Being written.
    Draft,
    /// Submitted; somebody has to agree.
    PendingApproval,
    /// Given back by an approver for rework.
    Returned,
    /// Refused by an approver, for good.
    Rejected,
    /// Approved, or needing no approval; not yet confirmed.
    Approved,
    /// Accepted by the supplier.
    Confirmed,
    /// Being put together by the supplier.
    Processing,
    /// Some of the goods have left.
    PartiallyShipped,
    /// All goods have left.
    Shipped,
    /// All goods have arrived.
    Delivered,
    /// Nothing is left to do.
    Closed,
    /// Called off, for good.
    Cancelled,
}

/// Why an order is held, beside its status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Hold")]
pub enum OrderHold {
    /// The credit of the organization does not cover it.
    Credit,
    /// The organization is blocked.
    OrganizationBlocked,
    /// 1C refused the order.
    RefusedByErp,
    /// The supplier has another reason, and says it.
    Manual,
}

/// How far an order is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "PaymentStatus", remote = "PaymentStatus")]
pub enum PaymentStatusWord {
    /// Nothing was paid.
    Unpaid,
    /// Less was paid than the order costs.
    PartiallyPaid,
    /// Exactly what the order costs was paid.
    Paid,
    /// More was paid than the order costs.
    Overpaid,
}

/// How far goods have come: of a line, or of all lines together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "DeliveryStatus", remote = "DeliveryStatus")]
pub enum DeliveryStatusWord {
    /// Nothing has left.
    NotShipped,
    /// Something has left, something is still to leave.
    PartiallyShipped,
    /// All has left, nothing has arrived.
    Shipped,
    /// Something has arrived, something has not.
    PartiallyDelivered,
    /// All has arrived.
    Delivered,
    /// All was called off.
    Cancelled,
}

/// Something that somebody can do with an order. Each is a mutation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum OrderAction {
    /// `editOrderLines` and `setOrderDetails`.
    Edit,
    /// `submitOrder`.
    Submit,
    /// `withdrawOrder`.
    Withdraw,
    /// `approveOrder`.
    Approve,
    /// `returnOrder`.
    Return,
    /// `rejectOrder`.
    Reject,
    /// `cancelOrder`.
    Cancel,
    /// `takeOrderIntoProcessing`, for the supplier's staff.
    TakeIntoProcessing,
    /// `shipOrder`, for the supplier's staff.
    Ship,
    /// `trackShipment`, for the supplier's staff.
    TrackShipment,
    /// `deliverShipment`, for the supplier's staff.
    DeliverShipment,
    /// `deliverOrder`, for the supplier's staff.
    Deliver,
    /// `closeOrder`, for the supplier's staff.
    Close,
    /// `holdOrder`, for the supplier's staff.
    Hold,
    /// `releaseOrder`, for the supplier's staff.
    Release,
    /// `editOrderLinesForCustomer` and `setOrderDetailsForCustomer`, for the supplier's staff.
    EditForCustomer,
    /// `submitOrderForCustomer`, for the supplier's staff.
    SubmitForCustomer,
    /// `cancelOrderForCustomer`, for the supplier's staff.
    CancelForCustomer,
    /// `cancelOrderLines`, for the supplier's staff.
    CancelLines,
    /// `requestCancellation`.
    RequestCancellation,
    /// `withdrawCancellationRequest`.
    WithdrawCancellationRequest,
    /// `answerCancellation`, for the supplier's staff.
    AnswerCancellation,
    /// `amendOrder`, for the supplier's staff.
    Amend,
    /// `setExpectedDate`, for the supplier's staff.
    SetExpectedDate,
    /// `notePaidAmount`, for the supplier's staff.
    NotePaidAmount,
}

impl OrderAction {
    /// The action by which people take a step; nothing when only the service takes it.
    pub const fn taking(step: Step) -> Option<Self> {
        Some(match step {
            Step::Edit => Self::Edit,
            Step::Submit => Self::Submit,
            Step::Withdraw => Self::Withdraw,
            Step::Return => Self::Return,
            Step::Reject => Self::Reject,
            Step::Approve => Self::Approve,
            Step::Confirm | Step::RefuseConfirmation => return None,
            Step::TakeIntoProcessing => Self::TakeIntoProcessing,
            Step::Ship => Self::Ship,
            Step::TrackShipment => Self::TrackShipment,
            Step::DeliverShipment => Self::DeliverShipment,
            Step::Deliver => Self::Deliver,
            Step::Close => Self::Close,
            Step::CancelAsBuyer => Self::Cancel,
            Step::CancelAsSupplier => Self::CancelForCustomer,
            Step::CancelLines => Self::CancelLines,
            Step::RequestCancellation => Self::RequestCancellation,
            Step::WithdrawCancellationRequest => Self::WithdrawCancellationRequest,
            Step::AnswerCancellation => Self::AnswerCancellation,
            Step::Amend => Self::Amend,
            Step::Expect => Self::SetExpectedDate,
            Step::NotePaidAmount => Self::NotePaidAmount,
            Step::PutOnHold => Self::Hold,
            Step::ReleaseHold => Self::Release,
        })
    }

    /// The action by which the supplier's staff take a step in the place of a customer.
    pub const fn taking_for_customer(step: Step) -> Option<Self> {
        match step {
            Step::Edit => Some(Self::EditForCustomer),
            Step::Submit => Some(Self::SubmitForCustomer),
            _ => None,
        }
    }

    /// What one must be allowed to do for it.
    pub const fn permission(self) -> Action {
        match self {
            Self::Edit => Action::EditOrder,
            Self::EditForCustomer | Self::SubmitForCustomer => Action::OrderForCustomer,
            Self::Submit => Action::SubmitOrder,
            Self::Withdraw => Action::WithdrawOrder,
            Self::Approve | Self::Return | Self::Reject => Action::DecideOrder,
            Self::Cancel => Action::CancelOrder,
            Self::TakeIntoProcessing | Self::SetExpectedDate => Action::ProcessOrder,
            Self::Ship | Self::TrackShipment => Action::ShipOrder,
            Self::Deliver | Self::DeliverShipment => Action::DeliverOrder,
            Self::Close => Action::CloseOrder,
            Self::Hold | Self::Release => Action::HoldOrder,
            Self::CancelForCustomer | Self::CancelLines => Action::CancelForCustomer,
            Self::RequestCancellation | Self::WithdrawCancellationRequest => Action::RequestCancellation,
            Self::AnswerCancellation => Action::AnswerCancellation,
            Self::Amend => Action::AmendOrder,
            Self::NotePaidAmount => Action::NotePayment,
        }
    }

    /// Whether the approval case has a say in it.
    pub const fn is_decision(self) -> bool {
        matches!(self, Self::Approve | Self::Return | Self::Reject)
    }
}

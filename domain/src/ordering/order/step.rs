//! The table of what may be done with an order when.
//!
//! The decisions of the aggregate and the actions that people are offered both ask
//! this table, so they cannot differ. Who may do it is a matter of permissions.

use super::status::{OrderStatus, Side};
use OrderStatus::{
    Approved, Cancelled, Closed, Confirmed, Delivered, Draft, PartiallyShipped, PendingApproval, Processing,
    Returned, Shipped,
};

/// Something that can be done with an order that exists.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    strum::AsRefStr,
    strum::Display,
    strum::EnumString,
    strum::VariantArray,
)]
pub enum Step {
    /// Change the lines.
    Edit,
    /// Submit for approval.
    Submit,
    /// Take a submission back.
    Withdraw,
    /// Give it back for rework, as the approval decided.
    Return,
    /// Refuse it for good, as the approval decided.
    Reject,
    /// Let it pass, as the approval decided.
    Approve,
    /// Accept it on the supplier's side.
    Confirm,
    /// Note why it cannot be accepted.
    RefuseConfirmation,
    /// Begin to put it together.
    TakeIntoProcessing,
    /// Send goods off.
    Ship,
    /// Note how a shipment travels.
    TrackShipment,
    /// Note the arrival of a shipment.
    DeliverShipment,
    /// Note the arrival of all goods.
    Deliver,
    /// Finish it.
    Close,
    /// Call it off, as the buyer.
    CancelAsBuyer,
    /// Call it off, as the supplier.
    CancelAsSupplier,
    /// Call lines off that the supplier accepted, as the supplier.
    CancelLines,
    /// Ask the supplier to call off what it accepted.
    RequestCancellation,
    /// Take that wish back.
    WithdrawCancellationRequest,
    /// Answer that wish, as the supplier.
    AnswerCancellation,
    /// Change what the supplier accepted, as the supplier.
    Amend,
    /// Say when the goods should arrive.
    Expect,
    /// Note how much was paid.
    NotePaidAmount,
    /// Put it on hold.
    PutOnHold,
    /// Release a hold.
    ReleaseHold,
}

impl Step {
    /// The statuses in which the step is possible.
    pub const fn statuses(self) -> &'static [OrderStatus] {
        match self {
            Self::Edit | Self::Submit => &[Draft, Returned],
            Self::Withdraw | Self::Return | Self::Reject | Self::Approve => &[PendingApproval],
            Self::Confirm | Self::RefuseConfirmation => &[Approved],
            Self::TakeIntoProcessing => &[Confirmed],
            Self::Ship => &[Processing, PartiallyShipped],
            Self::TrackShipment | Self::DeliverShipment => &[PartiallyShipped, Shipped],
            Self::Deliver => &[Shipped],
            Self::Close => &[Delivered],
            Self::CancelAsBuyer => &[Draft, PendingApproval, Returned, Approved],
            Self::CancelAsSupplier => &[Draft, PendingApproval, Returned, Approved, Confirmed, Processing],
            Self::CancelLines
            | Self::RequestCancellation
            | Self::WithdrawCancellationRequest
            | Self::AnswerCancellation
            | Self::Amend => &[Confirmed, Processing, PartiallyShipped],
            Self::Expect => &[Approved, Confirmed, Processing, PartiallyShipped, Shipped],
            Self::NotePaidAmount => {
                &[Confirmed, Processing, PartiallyShipped, Shipped, Delivered, Closed, Cancelled]
            }
            Self::PutOnHold => &[PendingApproval, Approved, Confirmed, Processing, PartiallyShipped],
            Self::ReleaseHold => {
                &[Draft, PendingApproval, Returned, Approved, Confirmed, Processing, PartiallyShipped]
            }
        }
    }

    /// What a hold means for the step.
    const fn under_hold(self) -> UnderHold {
        match self {
            Self::Confirm | Self::TakeIntoProcessing | Self::Ship => UnderHold::Stopped,
            Self::ReleaseHold => UnderHold::Needed,
            _ => UnderHold::Free,
        }
    }

    /// Whether the step is open at a status, under a hold or not.
    pub fn is_open(self, status: OrderStatus, on_hold: bool) -> bool {
        self.statuses().contains(&status)
            && match self.under_hold() {
                UnderHold::Stopped => !on_hold,
                UnderHold::Needed => on_hold,
                UnderHold::Free => true,
            }
    }

    /// Whether the step fits an open wish to call off (or none): there is one wish at a time.
    pub const fn fits(self, cancellation_asked: bool) -> bool {
        match self {
            Self::RequestCancellation => !cancellation_asked,
            Self::WithdrawCancellationRequest | Self::AnswerCancellation => cancellation_asked,
            _ => true,
        }
    }

    /// All steps that are open at a status, under a hold or not, while the buyer wishes to
    /// call something off or not.
    pub fn open(status: OrderStatus, on_hold: bool, cancellation_asked: bool) -> Vec<Self> {
        <Self as strum::VariantArray>::VARIANTS
            .iter()
            .copied()
            .filter(|step| step.is_open(status, on_hold) && step.fits(cancellation_asked))
            .collect()
    }

    /// The step by which a side calls an order off.
    pub const fn cancel(side: Side) -> Self {
        match side {
            Side::Buyer => Self::CancelAsBuyer,
            Side::Supplier => Self::CancelAsSupplier,
        }
    }

    /// The step in Russian, as a thing to do.
    pub const fn in_russian(self) -> &'static str {
        match self {
            Self::Edit => "изменить строки",
            Self::Submit => "отправить на согласование",
            Self::Withdraw => "отозвать",
            Self::Return => "вернуть на доработку",
            Self::Reject => "отклонить",
            Self::Approve => "согласовать",
            Self::Confirm => "подтвердить",
            Self::RefuseConfirmation => "отказать в подтверждении",
            Self::TakeIntoProcessing => "взять в обработку",
            Self::Ship => "отгрузить",
            Self::TrackShipment => "отследить",
            Self::DeliverShipment | Self::Deliver => "отметить доставленным",
            Self::Close => "закрыть",
            Self::CancelAsBuyer | Self::CancelAsSupplier => "отменить",
            Self::CancelLines => "отменить частично",
            Self::RequestCancellation => "попросить отменить",
            Self::WithdrawCancellationRequest => "отозвать просьбу отменить",
            Self::AnswerCancellation => "ответить на просьбу отменить",
            Self::Amend => "изменить принятый",
            Self::Expect => "назначить срок доставки на",
            Self::NotePaidAmount => "отметить оплату за",
            Self::PutOnHold => "приостановить",
            Self::ReleaseHold => "возобновить",
        }
    }

    /// The step in English, as a thing to do.
    pub const fn in_english(self) -> &'static str {
        match self {
            Self::Edit => "edit the lines of",
            Self::Submit => "submit",
            Self::Withdraw => "withdraw",
            Self::Return => "return",
            Self::Reject => "reject",
            Self::Approve => "approve",
            Self::Confirm => "confirm",
            Self::RefuseConfirmation => "refuse to confirm",
            Self::TakeIntoProcessing => "take into processing",
            Self::Ship => "ship",
            Self::TrackShipment => "track a shipment of",
            Self::DeliverShipment => "deliver a shipment of",
            Self::Deliver => "mark as delivered",
            Self::Close => "close",
            Self::CancelAsBuyer | Self::CancelAsSupplier => "cancel",
            Self::CancelLines => "cancel lines of",
            Self::RequestCancellation => "ask for the cancellation of",
            Self::WithdrawCancellationRequest => "take back the wish to cancel",
            Self::AnswerCancellation => "answer the wish to cancel",
            Self::Amend => "amend",
            Self::Expect => "set the expected date of",
            Self::NotePaidAmount => "note a payment for",
            Self::PutOnHold => "put on hold",
            Self::ReleaseHold => "release",
        }
    }
}

enum UnderHold {
    Stopped,
    Needed,
    Free,
}

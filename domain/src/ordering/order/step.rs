//! The table of what may be done with an order when.
//!
//! The decisions of the aggregate and the actions that people are offered both ask
//! this table, so they cannot differ. Who may do it is a matter of permissions.

use super::status::{OrderStatus, Side};
use OrderStatus::{
    Approved, Confirmed, Delivered, Draft, PartiallyShipped, PendingApproval, Processing, Returned, Shipped,
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
    /// Note the arrival of all goods.
    Deliver,
    /// Finish it.
    Close,
    /// Call it off, as the buyer.
    CancelAsBuyer,
    /// Call it off, as the supplier.
    CancelAsSupplier,
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
            Self::Deliver => &[Shipped],
            Self::Close => &[Delivered],
            Self::CancelAsBuyer => &[Draft, PendingApproval, Returned, Approved, Confirmed],
            Self::CancelAsSupplier => &[Draft, PendingApproval, Returned, Approved, Confirmed, Processing],
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

    /// All steps that are open at a status, under a hold or not.
    pub fn open(status: OrderStatus, on_hold: bool) -> Vec<Self> {
        <Self as strum::VariantArray>::VARIANTS
            .iter()
            .copied()
            .filter(|step| step.is_open(status, on_hold))
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
            Self::Deliver => "отметить доставку",
            Self::Close => "закрыть",
            Self::CancelAsBuyer | Self::CancelAsSupplier => "отменить",
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
            Self::Deliver => "mark as delivered",
            Self::Close => "close",
            Self::CancelAsBuyer | Self::CancelAsSupplier => "cancel",
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

//! What people are told of what happens: what waits for them, and what became of what they
//! care about. Nothing here is a stream; notifications are folded from the events of others.

use strum::{Display, EnumString, VariantArray};

/// What a notification is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Display, EnumString, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum NotificationKind {
    /// The person is asked to decide on an order.
    ApprovalAsked,
    /// The person was reminded to decide.
    ApprovalReminded,
    /// Somebody approved the order.
    ApprovalDecided,
    /// Somebody approved less than was ordered.
    OrderReduced,
    /// The order came back for rework.
    ApprovalReturned,
    /// The order was rejected for good.
    ApprovalRejected,
    /// All agreed who had to.
    ApprovalGranted,
    /// An administrator let the order pass without those who were asked.
    ApprovalForced,
    /// Nobody decided in time, and others may decide as well.
    ApprovalEscalated,
    /// Too few approvers were left, and administrators took their places.
    ApprovalRerouted,
    /// An approver's place was given to somebody else.
    ApprovalReassigned,
    /// An approver asked something about the order.
    QuestionAsked,
    /// The question was answered.
    QuestionAnswered,
    /// Somebody decides in the place of another for a time.
    DelegationGranted,
    /// That was ended before its time.
    DelegationRevoked,
    /// The supplier's staff wrote an order for the person.
    OrderPlaced,
    /// The supplier accepted the order.
    OrderConfirmed,
    /// The supplier changed the accepted order.
    OrderAmended,
    /// The supplier put the order on hold.
    OrderHeld,
    /// The hold was released.
    OrderReleased,
    /// The order waits for credit before its confirmation.
    OrderWaitsForCredit,
    /// Goods of the order left.
    OrderShipped,
    /// All goods arrived.
    OrderDelivered,
    /// The order, or what was left of some of its lines, was called off.
    OrderCancelled,
    /// Somebody asked the supplier to call the order off.
    CancellationRequested,
    /// The supplier answered that.
    CancellationAnswered,
    /// 1C answered with a reconciliation statement.
    StatementReady,
    /// 1C could not make a reconciliation statement.
    StatementFailed,
    /// 1C did not answer in time about a reconciliation statement.
    StatementTimedOut,
}

impl NotificationKind {
    /// All of them.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;
}

//! What credit says, as the schema names it.

use async_graphql::Enum;
use domain::accounts::exposure::{CreditOutcome, CreditReason};

/// What credit says about an order, from the best to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "CreditOutcome", remote = "CreditOutcome")]
pub enum CreditOutcomeWord {
    /// It fits.
    Ok,
    /// It goes on, and people are told what is wrong.
    Warn,
    /// It goes on once somebody approved it; an order that nobody had to approve is held.
    NeedsApproval,
    /// It is held before its confirmation until it fits.
    Hold,
    /// It cannot be submitted.
    Block,
}

/// One kind of thing that credit says about an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum CreditReasonKind {
    /// It exceeds the limit.
    LimitExceeded,
    /// The limit is over, and nobody set another.
    LimitRanOut,
    /// Debts are overdue.
    Overdue,
    /// What 1C said is too old.
    Stale,
    /// What is owed could not be read.
    Unknown,
    /// Somebody of the supplier let this order pass all the same.
    Excepted,
}

impl From<&CreditReason> for CreditReasonKind {
    fn from(reason: &CreditReason) -> Self {
        match reason {
            CreditReason::LimitExceeded { .. } => Self::LimitExceeded,
            CreditReason::LimitRanOut { .. } => Self::LimitRanOut,
            CreditReason::Overdue { .. } => Self::Overdue,
            CreditReason::Stale { .. } => Self::Stale,
            CreditReason::Unknown => Self::Unknown,
            CreditReason::Excepted => Self::Excepted,
        }
    }
}

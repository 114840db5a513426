//! What credit says about an order, and why.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::receivables::Receivables;
use super::terms::CreditOutcome;
use crate::journal::{Known, Position};
use crate::vocabulary::{OrderId, PaymentTerms};

/// The order that credit is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CreditAsked {
    /// The order; nothing for one that nobody began yet.
    pub order: Option<OrderId>,
    /// What it costs with VAT and delivery.
    pub total: Decimal,
    /// When it is paid.
    pub payment: PaymentTerms,
}

/// What is known when credit is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditFacts {
    /// What the settlement ledger says.
    pub receivables: Known<Receivables>,
    /// When it is asked.
    pub now: DateTime<Utc>,
    /// The day that it is for the organization.
    pub today: NaiveDate,
}

/// What credit says about an order, with everything that it was decided by, so that it can be
/// explained later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditDecision {
    /// What follows.
    pub outcome: CreditOutcome,
    /// What of the order is on credit and not invoiced yet.
    pub amount: Decimal,
    /// The limit; nothing when there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Decimal>,
    /// What is available without the order; nothing when there is no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Decimal>,
    /// What is available with it; below zero when the limit is exceeded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Decimal>,
    /// Why, the gravest first; empty when it simply fits.
    pub reasons: Vec<CreditReason>,
    /// How much would have to be paid for it to go on; nothing when it does, and when money
    /// is not what is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frees: Option<Decimal>,
    /// When what is owed was read; nothing when it could not be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<DateTime<Utc>>,
    /// The last event that this reading knew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
}

/// One thing that credit says about an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CreditReason {
    /// It exceeds the limit.
    LimitExceeded {
        /// By how much.
        by: Decimal,
    },
    /// The limit is over, and nobody set another.
    LimitRanOut {
        /// How much is missing for the order.
        by: Decimal,
    },
    /// Debts are overdue.
    Overdue {
        /// What is overdue for long enough to matter.
        amount: Decimal,
        /// For more than so many days.
        days: u16,
    },
    /// What 1C said is too old.
    Stale {
        /// When it said something last; nothing when it never did.
        last_exchange: Option<DateTime<Utc>>,
    },
    /// What is owed could not be read.
    Unknown,
    /// Somebody of the supplier let this order pass all the same.
    Excepted,
}

impl CreditDecision {
    /// Whether the order goes on, when somebody approved it or nobody had to.
    pub fn lets_through(&self, approved: bool) -> bool {
        match self.outcome {
            CreditOutcome::Ok | CreditOutcome::Warn => true,
            CreditOutcome::NeedsApproval => approved,
            CreditOutcome::Hold | CreditOutcome::Block => false,
        }
    }

    /// Whether another decision would tell people the same.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        (self.outcome, self.amount, self.frees) == (other.outcome, other.amount, other.frees)
    }

    /// Whether it was decided by what is certain: nothing was too old or could not be read.
    pub fn is_certain(&self) -> bool {
        let doubtful =
            |reason: &CreditReason| matches!(reason, CreditReason::Stale { .. } | CreditReason::Unknown);
        !self.reasons.iter().any(doubtful)
    }

    /// Whether the order exceeds the limit.
    pub fn exceeds(&self) -> bool {
        let exceeds = |reason: &CreditReason| {
            matches!(reason, CreditReason::LimitExceeded { .. } | CreditReason::LimitRanOut { .. })
        };
        self.reasons.iter().any(exceeds)
    }
}

//! A credit limit and the time for which it counts.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// How much may be owed and ordered on credit, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditLimit {
    /// How much; zero means nothing on credit.
    pub amount: Decimal,
    /// The first moment.
    pub from: DateTime<Utc>,
    /// The first moment when it is over; nothing when it has no end.
    pub until: Option<DateTime<Utc>>,
}

/// What the limit is at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitNow {
    /// None was set that has begun, or it was lifted: credit has no limit.
    Unlimited,
    /// The last one is over and nobody set another: nothing on credit.
    RanOut,
    /// So much.
    Of(CreditLimit),
}

impl CreditLimit {
    /// Whether it counts at a moment.
    pub fn counts(&self, now: DateTime<Utc>) -> bool {
        self.from <= now && self.until.is_none_or(|until| now < until)
    }

    /// Whether it takes the place of an earlier one in all of its time.
    fn covers(&self, earlier: &Self) -> bool {
        let ends_later = match (self.until, earlier.until) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(until), Some(earlier)) => earlier <= until,
        };
        self.from <= earlier.from && ends_later
    }

    /// Adds a limit to those that were set before. The one set last wins in its time; a raise
    /// for some weeks gives way to the limit before it when it is over.
    pub(super) fn set(self, limits: &mut Vec<Self>) {
        limits.retain(|earlier| !self.covers(earlier));
        limits.push(self);
    }

    /// The limit at a moment, of those that were set, the last one last.
    pub(super) fn at(limits: &[Self], now: DateTime<Utc>) -> LimitNow {
        if let Some(limit) = limits.iter().rev().find(|limit| limit.counts(now)) {
            return LimitNow::Of(*limit);
        }
        if limits.iter().any(|limit| limit.from <= now) { LimitNow::RanOut } else { LimitNow::Unlimited }
    }
}

impl LimitNow {
    /// How much it is; nothing when there is none.
    pub const fn amount(&self) -> Option<Decimal> {
        match self {
            Self::Unlimited => None,
            Self::RanOut => Some(Decimal::ZERO),
            Self::Of(limit) => Some(limit.amount),
        }
    }
}

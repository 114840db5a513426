//! What the settlement ledger says about an organization in one currency, at one moment.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::vocabulary::OrderId;

/// What the settlement ledger says, all of it read at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receivables {
    /// What the organization owes: what is open of all debit documents.
    pub open: Decimal,
    /// What of that is to be paid by a day, by the day: what is not due yet is never late.
    pub overdue: Vec<OverdueSum>,
    /// What the organization paid and nothing was charged for yet: what is open of all credit
    /// documents.
    pub advances: Decimal,
    /// What was invoiced for each of the orders that were asked about, returns taken off.
    pub invoiced: BTreeMap<OrderId, Decimal>,
    /// When it was read.
    pub as_of: DateTime<Utc>,
    /// When 1C last told us something; nothing when it never did.
    pub last_exchange: Option<DateTime<Utc>>,
}

/// What is to be paid by a day and is not paid yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverdueSum {
    /// The last day on which it was in time.
    pub due: NaiveDate,
    /// What is open of it.
    pub open: Decimal,
}

impl OverdueSum {
    /// Whether it is overdue for more than some days.
    pub fn is_late(&self, days: u16, today: NaiveDate) -> bool {
        today.signed_duration_since(self.due).num_days() > i64::from(days)
    }
}

impl Receivables {
    /// Nothing owed and nothing paid, and nobody knows.
    pub(super) const fn unknown(now: DateTime<Utc>) -> Self {
        Self {
            open: Decimal::ZERO,
            overdue: Vec::new(),
            advances: Decimal::ZERO,
            invoiced: BTreeMap::new(),
            as_of: now,
            last_exchange: None,
        }
    }

    /// What was invoiced for an order. Returns of more than was invoiced make no hold larger.
    pub fn invoiced(&self, order: OrderId) -> Decimal {
        self.invoiced.get(&order).copied().unwrap_or_default().max(Decimal::ZERO)
    }

    /// What is overdue for more than some days.
    pub fn overdue_for(&self, days: u16, today: NaiveDate) -> Decimal {
        self.overdue.iter().filter(|sum| sum.is_late(days, today)).map(|sum| sum.open).sum()
    }

    /// Whether 1C has said nothing for longer than some hours.
    pub fn is_older_than(&self, hours: u16, now: DateTime<Utc>) -> bool {
        let age = |last| now.signed_duration_since(last) > TimeDelta::hours(i64::from(hours));
        self.last_exchange.is_none_or(age)
    }
}

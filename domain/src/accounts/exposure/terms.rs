//! What follows when an order does not fit the credit, as it was agreed with an organization.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What credit says about an order, from the best to the worst.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    strum::AsRefStr,
    strum::Display,
    strum::EnumString,
    strum::VariantArray,
)]
#[serde(rename_all = "snake_case")]
pub enum CreditOutcome {
    /// It fits.
    #[default]
    Ok,
    /// It goes on, and people are told what is wrong.
    Warn,
    /// It goes on once somebody approved it; the condition on credit of the approval policy
    /// matches. An order that nobody had to approve is held.
    NeedsApproval,
    /// It can be submitted, but is held before its confirmation until it fits.
    Hold,
    /// It cannot be submitted. One that was submitted before is held.
    Block,
}

/// What was agreed with an organization about orders that do not fit its credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditTerms {
    /// What follows when an order exceeds the limit.
    pub exceeded: CreditOutcome,
    /// What follows from debts that are overdue; nothing when nobody looks at them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overdue: Option<OverdueTerms>,
    /// What follows when nobody can tell what is owed.
    pub stale: StaleTerms,
}

/// When overdue debts matter: a sum above a floor, of debts older than some days. The number
/// of documents says nothing, and kopecks that nobody chases stop no order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverdueTerms {
    /// Overdue debts up to this sum do not matter.
    pub floor: Decimal,
    /// Debts that are overdue for up to so many days do not matter.
    pub days: u16,
    /// What follows.
    pub then: CreditOutcome,
}

/// When what 1C said is too old to be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaleTerms {
    /// For so many hours after the last exchange it is believed.
    pub hours: u16,
    /// What follows afterwards, and when it cannot be read at all: a warning or an approval.
    pub then: CreditOutcome,
}

impl Default for CreditTerms {
    /// An order beyond the limit is held, overdue debts are not looked at, and what is older
    /// than a day needs an approval.
    fn default() -> Self {
        Self {
            exceeded: CreditOutcome::Hold,
            overdue: None,
            stale: StaleTerms { hours: 24, then: CreditOutcome::NeedsApproval },
        }
    }
}

impl CreditTerms {
    /// Whether the terms make sense: what does not fit never passes silently, what nobody knows
    /// stops no order for good, and no debt is below zero.
    pub fn make_sense(&self) -> bool {
        let follows = |outcome| outcome > CreditOutcome::Ok;
        let overdue = |terms: OverdueTerms| follows(terms.then) && terms.floor >= Decimal::ZERO;
        let stale = matches!(self.stale.then, CreditOutcome::Warn | CreditOutcome::NeedsApproval);
        follows(self.exceeded) && self.overdue.is_none_or(overdue) && stale
    }
}

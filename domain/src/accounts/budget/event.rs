//! What happened to a budget.

use cqrs_es::DomainEvent;
use serde::{Deserialize, Serialize};
use strum::VariantNames;

use super::place::BudgetPlace;
use super::share::Share;
use super::terms::BudgetTerms;
use crate::journal::JournalEvent;
use crate::vocabulary::{BudgetId, OrderId};

/// What happened to a budget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, strum::AsRefStr, VariantNames)]
pub enum BudgetEvent {
    /// Somebody set how much may be spent.
    Set {
        /// What the budget is of.
        place: BudgetPlace,
        /// How much, and what follows beyond it.
        terms: BudgetTerms,
    },
    /// The first order of a period found the terms of an earlier one.
    CarriedOn {
        /// What the budget is of.
        place: BudgetPlace,
        /// How much, and what follows beyond it.
        terms: BudgetTerms,
        /// The budget for which they were set.
        from: BudgetId,
    },
    /// There is no budget any more. What orders took of it is still counted.
    Cleared {
        /// What the budget was of.
        place: BudgetPlace,
    },
    /// An order that was submitted takes so much, or so much more than before.
    Reserved {
        /// The order.
        order: OrderId,
        /// How much.
        share: Share,
    },
    /// The supplier accepted the order: what was reserved is spent.
    Consumed {
        /// The order.
        order: OrderId,
        /// How much.
        share: Share,
    },
    /// The order takes so much less than before.
    Restored {
        /// The order.
        order: OrderId,
        /// How much less.
        share: Share,
        /// Of what was reserved, or of what was consumed.
        out_of: Stage,
        /// Why.
        why: Restoration,
    },
}

/// How far what an order takes has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The order waits.
    Reserved,
    /// The supplier accepted it.
    Consumed,
}

/// Why an order takes less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Restoration {
    /// The submission was taken back.
    Withdrawn,
    /// The order was returned for rework.
    Returned,
    /// It was refused for good.
    Rejected,
    /// It was called off.
    Cancelled,
    /// It goes on and costs less: an approver cut it, lines were called off, or the supplier
    /// amended it.
    Changed,
}

impl DomainEvent for BudgetEvent {
    fn event_type(&self) -> String {
        self.as_ref().to_owned()
    }

    fn event_version(&self) -> String {
        Self::current_version(self.as_ref()).to_owned()
    }
}

impl JournalEvent for BudgetEvent {
    const NAMES: &'static [&'static str] = Self::VARIANTS;
}

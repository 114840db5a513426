//! What an order does to a budget, before it is submitted: what is left before and after.

use rust_decimal::Decimal;

use super::place::BudgetPlace;
use super::terms::{BudgetTerms, Enforcement};

/// What an order does to a budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Touch {
    /// The budget.
    pub place: BudgetPlace,
    /// What may be spent.
    pub terms: BudgetTerms,
    /// What all other orders take, reserved and consumed.
    pub used: Decimal,
    /// What this one takes.
    pub takes: Decimal,
}

impl Touch {
    /// What is left without this order; nothing where there is no limit. It may be below zero.
    pub fn before(&self) -> Option<Decimal> {
        Some(self.terms.amount?.saturating_sub(self.used))
    }

    /// What is left with it.
    pub fn after(&self) -> Option<Decimal> {
        Some(self.before()?.saturating_sub(self.takes))
    }

    /// What all orders take with this one.
    pub fn used_with_this(&self) -> Decimal {
        self.used.saturating_add(self.takes)
    }

    /// Whether it goes beyond the budget. An order that takes nothing of it does not.
    pub fn exceeds(&self) -> bool {
        !self.takes.is_zero() && self.after().is_some_and(|after| after < Decimal::ZERO)
    }

    /// Whether it goes beyond a budget that lets nothing go beyond it.
    pub fn is_blocked(&self) -> bool {
        self.exceeds() && self.terms.enforcement == Enforcement::Block
    }

    /// Whether it goes beyond a budget that asks for an approval then.
    pub fn needs_approval(&self) -> bool {
        self.exceeds() && self.terms.enforcement == Enforcement::RequireApproval
    }

    /// Whether more than a share of the budget is used with it. Of a budget of nothing that
    /// is so with the first kopeck.
    pub fn uses_more_than(&self, percent: Decimal) -> bool {
        let Some(amount) = self.terms.amount.filter(|_| !self.takes.is_zero()) else { return false };
        let bound = amount.saturating_mul(percent) / Decimal::ONE_HUNDRED;
        self.used_with_this() > bound
    }
}

//! Money: what 1C says is owed, and what may still be ordered.

pub mod budgets;
mod heads;
pub mod settle;

pub use budgets::{BudgetTouched, ClearBudget, SetBudget};
pub use settle::{Arrival, Arrived, Settled, SettledAll, settle};

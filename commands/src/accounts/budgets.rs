//! Budgets of cost centres: set by the organization, reserved and spent by its orders.

mod earlier;
mod follow;
mod in_force;
mod kept;
pub mod set;
mod touched;

pub(crate) use follow::{BudgetsAtHand, follow};

pub use set::{ClearBudget, SetBudget};
pub use touched::{BudgetTouched, BudgetsTouched};

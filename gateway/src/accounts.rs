//! Money on the wire: what may still be spent.

pub mod budget;
pub mod clear_budget;
pub mod set_budget;
pub mod touched_budget;

use async_graphql::MergedObject;

pub use budget::{Budget, budgets_of};
pub use touched_budget::TouchedBudget;

/// What an organization does about its budgets.
#[derive(MergedObject, Default)]
pub struct BudgetMutations(set_budget::SetBudgetMutation, clear_budget::ClearBudgetMutation);

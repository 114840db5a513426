//! Money on the wire: what is owed, what settled it, who owes most, and what may still be spent.

pub mod account;
mod aging;
mod balance;
pub mod budget;
pub mod clear_budget;
pub mod debtors;
pub mod entry;
pub mod entry_connection;
pub mod set_budget;
mod statement;
pub mod touched_budget;
mod words;

use async_graphql::MergedObject;

pub use account::Account;
pub use budget::{Budget, budgets_of};
pub use touched_budget::TouchedBudget;

/// What an organization does about its budgets.
#[derive(MergedObject, Default)]
pub struct BudgetMutations(set_budget::SetBudgetMutation, clear_budget::ClearBudgetMutation);

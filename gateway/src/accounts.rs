//! Money on the wire: what is owed, what settled it, who owes most, what may be ordered on credit,
//! and what may still be spent.

pub mod account;
mod aging;
pub mod agree_reconciliation;
mod balance;
pub mod budget;
pub mod clear_budget;
mod compared;
pub mod credit;
pub mod credit_check;
mod credit_input;
mod credit_words;
pub mod debtors;
pub mod entry;
pub mod entry_connection;
pub mod grant_credit_exception;
pub mod lift_credit_limit;
pub mod mismatch;
pub mod reconciliation;
pub mod request_reconciliation;
pub mod set_budget;
pub mod set_credit_limit;
pub mod set_credit_terms;
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

/// What an organization does about reconciliation statements.
#[derive(MergedObject, Default)]
pub struct ReconciliationMutations(
    request_reconciliation::RequestReconciliationMutation,
    agree_reconciliation::AgreeReconciliationMutation,
);

/// What the supplier's staff can agree about credit.
#[derive(MergedObject, Default)]
pub struct CreditMutations(
    set_credit_limit::SetCreditLimitMutation,
    lift_credit_limit::LiftCreditLimitMutation,
    set_credit_terms::SetCreditTermsMutation,
    grant_credit_exception::GrantCreditExceptionMutation,
);

//! Money: what 1C says is owed, and what may still be ordered.

pub mod budgets;
pub mod credit;
pub mod credit_terms;
pub mod follow_order;
pub mod freed_orders;
mod heads;
pub mod heard;
pub mod note_invoice;
mod payments_noted;
pub mod reconciliation;
pub mod settle;

pub use budgets::{BudgetTouched, ClearBudget, SetBudget};
pub use credit_terms::{GrantCreditException, LiftCreditLimit, SetCreditLimit, SetCreditTerms};
pub use follow_order::FollowOrder;
pub use freed_orders::ConfirmFreedOrders;
pub use heard::heard;
pub use note_invoice::NoteInvoice;
pub use payments_noted::{payments_noted, remember_payments_noted};
pub use reconciliation::{
    AgreeReconciliation, AnswerReconciliation, MarkReconciliationSent, PassReconciliationTime,
    RequestReconciliation, due_reconciliations,
};
pub use settle::{Arrival, Arrived, Settled, SettledAll, settle};

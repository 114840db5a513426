//! Money between the supplier and its customers.
//!
//! What is owed is 1C's to say: the settlement ledger. What may still be ordered is ours: the
//! exposure and the budgets. The two are never one number.

pub mod budget;
pub mod exposure;
pub mod reconciliation;
pub mod settlement;

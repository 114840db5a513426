//! The reconciliation statement (акт сверки): asked of 1C, and put beside our own ledger.
//!
//! One stream for each account and period: whoever asks again while 1C has not answered gets the
//! same request, and whoever asks after it gets another round of it.

mod command;
pub mod comparison;
mod decide;
mod error;
mod event;
mod state;

pub use command::ReconciliationCommand;
pub use comparison::{Agreement, ComparedLine, StatementLine, compare};
pub use error::ReconciliationError;
pub use event::{ReconciliationEvent, Scope};
pub use state::{Answer, Reconciliation, ReconciliationStatus, reconciliation_id};

#[cfg(test)]
mod tests;

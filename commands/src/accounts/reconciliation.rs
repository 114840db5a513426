//! Reconciliation statements that are asked of 1C: a member asks, a base fetches and answers, and
//! the member agrees.

mod agree;
mod answer;
mod open_requests;
mod pass_time;
mod request;

pub use agree::{AgreeReconciliation, LedgerUnread};
pub use answer::{AnswerReconciliation, MarkReconciliationSent, Statement};
pub use open_requests::due_reconciliations;
pub use pass_time::PassReconciliationTime;
pub use request::{RequestReconciliation, TooManyOpen};

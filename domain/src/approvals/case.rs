//! One round of approval of an order: what was asked, who decided what, how it ended.
//!
//! A case freezes everything that it is decided by: the policy's version, the people of
//! each stage, the revision of the order. A decision counts only for that revision.

mod command;
mod decide;
mod error;
mod event;
#[cfg(test)]
mod properties;
mod questions;
mod state;
#[cfg(test)]
mod tests;

pub use command::CaseCommand;
pub use error::CaseError;
pub use event::{CaseEvent, Decision, Opening};
pub use state::{ApprovalCase, Outcome, RecordedDecision};

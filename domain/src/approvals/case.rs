//! One round of approval of an order: what was asked, who decided what, how it ended.
//!
//! A case freezes everything that it is decided by: the policy's version, the people of
//! each stage, the revision of the order. A decision counts only for that revision.

mod carry;
#[cfg(test)]
mod carry_tests;
mod command;
mod decide;
mod deciders;
mod due;
mod error;
mod event;
#[cfg(test)]
mod interleavings;
#[cfg(test)]
mod lost_role_tests;
mod opening;
#[cfg(test)]
mod own_order_tests;
#[cfg(test)]
mod properties;
mod questions;
mod recorded;
mod standing;
#[cfg(test)]
mod standing_properties;
mod state;
#[cfg(test)]
mod tests;
mod voice;
mod voices;
#[cfg(test)]
mod world;

pub use carry::{Rework, carried};
pub use command::{Acting, CaseCommand, Vote};
pub use decide::CaseStep;
pub use deciders::Deciders;
pub use due::{Due, WorkingTime};
pub use error::CaseError;
pub use event::{CaseEvent, Decision};
pub use opening::{Carried, Opening};
pub use recorded::{Answer, Question, RecordedDecision};
pub use standing::{Electorate, Standing};
pub use state::{ApprovalCase, Outcome};
pub use voice::{LineCut, OnBehalf};

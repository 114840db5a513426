//! The approval policy of an organization: rules, versioned as a whole.
//!
//! `Deny` beats `Require`, and `Bypass` beats both. An order that no rule matches needs
//! no approval. An organization that never published a policy has [`default_policy`].

mod command;
mod condition;
mod decide;
mod default;
mod error;
mod evaluate;
#[cfg(test)]
pub(in crate::approvals) mod evaluation_tests;
mod event;
mod route;
mod rule;
mod state;
#[cfg(test)]
mod tests;
mod verdict;
mod wording;

pub use command::PolicyCommand;
pub use condition::{Comparison, Condition, OrderFacts, Vat};
pub use default::default_policy;
pub use error::{PolicyError, RouteError};
pub use evaluate::evaluate;
pub use event::PolicyEvent;
pub use rule::{
    Deadline, Effect, Mode, OnReturn, Requesters, Rule, RuleId, Selector, SelfApproval, Stage, Timeout,
};
pub use state::{ApprovalPolicy, Policy};
pub use verdict::{
    Candidate, Group, GroupDeadline, GroupTimeout, NotRequiredReason, Requester, Route, Verdict,
};
pub use wording::{StandardWording, Wording};

//! The approval policy of an organization: rules, versioned as a whole.
//!
//! `Deny` beats `Require`, and `Bypass` beats both. An order that no rule matches needs
//! no approval. An organization that never published a policy has [`default_policy`].

mod able;
mod beyond_budget;
mod command;
mod compare;
mod condition;
mod dead_end;
mod decide;
mod default;
mod error;
mod evaluate;
#[cfg(test)]
pub(in crate::approvals) mod evaluation_tests;
mod event;
#[cfg(test)]
mod explanation_tests;
mod facts;
mod finding;
mod route;
mod rule;
mod stage;
mod state;
mod subject;
mod template;
#[cfg(test)]
mod tests;
mod verdict;
mod worded;
mod wording;

pub use beyond_budget::beyond_budget;
pub use command::PolicyCommand;
pub use compare::{Change, compare};
pub use condition::{BudgetState, Comparison, Condition, CreditState, Vat};
pub use dead_end::{DeadEnd, OrderOf, dead_end};
pub use decide::{check, within_limits};
pub use default::default_policy;
pub use error::{PolicyError, RouteError};
pub use evaluate::evaluate;
pub use event::PolicyEvent;
pub use facts::{ListedPrice, OrderCredit, OrderFacts};
pub use finding::{Figure, Finding, Holds, RuleFinding, explain};
pub use rule::{Effect, OnReturn, Requesters, Rule, RuleId, SelfApproval};
pub use stage::{Deadline, Mode, Selector, Stage, Timeout};
pub use state::{ApprovalPolicy, Policy};
pub use subject::Subject;
pub use template::{Filling, Template, templates};
pub use verdict::{
    Candidate, Group, GroupDeadline, GroupTimeout, NotRequiredReason, Requester, Route, Verdict,
};
pub use worded::WordedRule;
pub use wording::{StandardWording, Wording};

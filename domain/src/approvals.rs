//! Who has to agree to an order: the policy of an organization, and the case of one round.
//!
//! The policy says what is needed in general; a case freezes what it said about one
//! revision of one order, so that a later policy changes nothing for it. A delegation lets
//! one person decide in the place of another for a time.

pub mod case;
pub mod delegation;
pub mod policy;

pub use case::{
    Acting, ApprovalCase, Carried, CaseCommand, CaseError, CaseEvent, Deciders, Decision, Due, Electorate,
    LineCut, OnBehalf, Opening, Outcome, Question, RecordedDecision, Standing, Vote, WorkingTime,
};
pub use delegation::{
    Chain, Delegation, DelegationCommand, DelegationError, DelegationEvent, DelegationGrant, DelegationLink,
    Delegations,
};
pub use policy::{
    ApprovalPolicy, BudgetState, Candidate, Change, Comparison, Condition, CreditState, DeadEnd, Deadline,
    Effect, Figure, Finding, Group, GroupDeadline, GroupTimeout, Holds, ListedPrice, Mode, NotRequiredReason,
    OnReturn, OrderFacts, OrderOf, Policy, PolicyCommand, PolicyError, PolicyEvent, Requester, Requesters,
    Route, RouteError, Rule, RuleFinding, RuleId, Selector, SelfApproval, Stage, StandardWording, Subject,
    Template, Timeout, Vat, Verdict, Wording, compare, dead_end, default_policy, evaluate, explain,
    templates,
};

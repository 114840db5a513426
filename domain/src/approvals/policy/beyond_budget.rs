//! What is asked when an order goes beyond a budget that asks for an approval and no rule of the
//! policy asks for one.

use super::condition::{BudgetState, Condition};
use super::rule::{Effect, OnReturn, Requesters, Rule, RuleId, SelfApproval};
use super::stage::{Mode, Selector, Stage};
use super::wording::StandardWording;
use crate::organizations::MemberRole;

impl RuleId {
    /// The number under which [`beyond_budget`] is told among the rules of a case.
    pub const BEYOND_BUDGET: Self = Self(0);
}

/// One administrator has to agree, another than whoever orders unless there is no other.
pub fn beyond_budget() -> Rule {
    let administrators = vec![Selector::Role { role: MemberRole::Administrator }];
    Rule {
        id: RuleId::BEYOND_BUDGET,
        name: StandardWording::BeyondBudget.into(),
        effect: Effect::Require {
            stages: vec![Stage { mode: Mode::AnyOf, approvers: administrators, deadline: None }],
        },
        applies_to: Requesters::Anybody,
        conditions: vec![Condition::Budget { state: BudgetState::WouldExceed }],
        self_approval: SelfApproval::AllowIfSole,
        on_return: OnReturn::RestartAll,
    }
}

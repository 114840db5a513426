//! The policy of an organization that never published one.

use super::rule::{Effect, OnReturn, Requesters, Rule, RuleId, SelfApproval};
use super::stage::{Mode, Selector, Stage};
use super::state::Policy;
use super::wording::StandardWording;
use crate::organizations::MemberRole;

/// The policy of an organization that never published one, version 0.
///
/// A purchaser's order needs one approver or administrator. An administrator's needs none:
/// who may publish another policy gains nothing from being held by this one, and a private
/// customer has nobody to ask. Nobody decides on an own order in either case.
pub fn default_policy() -> Policy {
    Policy { version: 0, rules: vec![administrators(), purchasers()] }
}

fn administrators() -> Rule {
    Rule {
        id: RuleId(1),
        name: StandardWording::AdministratorsNeedNone.into(),
        effect: Effect::Bypass,
        applies_to: Requesters::with_roles([MemberRole::Administrator]),
        conditions: Vec::new(),
        self_approval: SelfApproval::Forbid,
        on_return: OnReturn::RestartAll,
    }
}

fn purchasers() -> Rule {
    let approvers = [MemberRole::Approver, MemberRole::Administrator].map(|role| Selector::Role { role });
    Rule {
        id: RuleId(2),
        name: StandardWording::PurchasersNeedApproval.into(),
        effect: Effect::Require {
            stages: vec![Stage { mode: Mode::AnyOf, approvers: approvers.to_vec(), deadline: None }],
        },
        applies_to: Requesters::with_roles([MemberRole::Purchaser]),
        conditions: Vec::new(),
        self_approval: SelfApproval::Forbid,
        on_return: OnReturn::RestartAll,
    }
}

//! What a policy answers to a request.

use std::collections::BTreeSet;

use super::command::PolicyCommand;
use super::condition::Condition;
use super::error::PolicyError;
use super::event::PolicyEvent;
use super::rule::{Effect, Mode, Requesters, Rule, Selector, Stage};
use super::state::ApprovalPolicy;
use crate::organizations::{Action, Extent, extent};

const MOST_RULES: usize = 100;
const MOST_STAGES: usize = 10;
const MOST_ENTRIES: usize = 100;

/// The event that follows, none when the same rules are in force, or the refusal.
pub(super) fn decide(
    policy: &ApprovalPolicy,
    command: PolicyCommand,
) -> Result<Vec<PolicyEvent>, PolicyError> {
    let PolicyCommand::Publish { organization, based_on, rules, note } = command;
    let current = policy.version();
    if based_on != current {
        return Err(PolicyError::Outdated { current });
    }
    check(&rules)?;
    if policy.in_force().rules == rules {
        return Ok(Vec::new());
    }
    Ok(vec![PolicyEvent::Published { organization, version: current.saturating_add(1), rules, note }])
}

fn check(rules: &[Rule]) -> Result<(), PolicyError> {
    if rules.len() > MOST_RULES || rules.iter().any(is_too_large) {
        return Err(PolicyError::TooLarge { rules: MOST_RULES, stages: MOST_STAGES, entries: MOST_ENTRIES });
    }
    let mut seen = BTreeSet::new();
    for rule in rules {
        if !seen.insert(rule.id) {
            return Err(PolicyError::RepeatedRule(rule.id));
        }
        check_rule(rule)?;
    }
    Ok(())
}

fn is_too_large(rule: &Rule) -> bool {
    let stages = stages(rule);
    rule.conditions.len() > MOST_ENTRIES
        || stages.len() > MOST_STAGES
        || stages.iter().any(|stage| stage.approvers.len() > MOST_ENTRIES)
}

fn stages(rule: &Rule) -> &[Stage] {
    match &rule.effect {
        Effect::Require { stages } => stages,
        Effect::Bypass | Effect::Deny { .. } => &[],
    }
}

fn check_rule(rule: &Rule) -> Result<(), PolicyError> {
    if matches!(&rule.applies_to, Requesters::Listed { roles, members } if roles.is_empty() && members.is_empty())
    {
        return Err(PolicyError::AboutNobody(rule.id));
    }
    if !rule.conditions.iter().all(Condition::makes_sense) {
        return Err(PolicyError::Senseless(rule.id));
    }
    if matches!(&rule.effect, Effect::Require { stages } if stages.is_empty()) {
        return Err(PolicyError::WithoutApprovers(rule.id));
    }
    stages(rule).iter().try_for_each(|stage| check_stage(rule, stage))
}

fn check_stage(rule: &Rule, stage: &Stage) -> Result<(), PolicyError> {
    if stage.approvers.is_empty() {
        return Err(PolicyError::WithoutApprovers(rule.id));
    }
    let mut members = BTreeSet::new();
    let mut only_members = true;
    for selector in &stage.approvers {
        match *selector {
            Selector::Role { role } if extent([role], Action::DecideOrder) != Extent::All => {
                return Err(PolicyError::RoleCannotDecide { rule: rule.id, role });
            }
            Selector::Role { .. } => only_members = false,
            Selector::Member { person } => {
                members.insert(person);
            }
        }
    }
    match stage.mode {
        Mode::Quorum { count } if only_members && usize::from(count.get()) > members.len() => {
            Err(PolicyError::QuorumTooLarge(rule.id))
        }
        _ => Ok(()),
    }
}

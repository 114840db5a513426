//! What a policy answers to a request.

use std::collections::BTreeSet;

use super::command::PolicyCommand;
use super::condition::Condition;
use super::dead_end::dead_end;
use super::error::PolicyError;
use super::event::PolicyEvent;
use super::rule::{Effect, Requesters, Rule};
use super::stage::{Mode, Selector, Stage, Timeout};
use super::state::ApprovalPolicy;
use crate::organizations::{Action, Extent, extent};

const MOST_RULES: usize = 500;
const MOST_STAGES: usize = 10;
const MOST_ENTRIES: usize = 100;

/// The event that follows, none when the same rules are in force, or the refusal.
pub(super) fn decide(
    policy: &ApprovalPolicy,
    command: PolicyCommand,
) -> Result<Vec<PolicyEvent>, PolicyError> {
    let PolicyCommand::Publish { organization, based_on, rules, note, members } = command;
    let current = policy.version();
    if based_on != current {
        return Err(PolicyError::Outdated { current });
    }
    check(&rules)?;
    if policy.in_force().rules == rules {
        return Ok(Vec::new());
    }
    if let Some(dead_end) = dead_end(&rules, &members) {
        return Err(PolicyError::DeadEnd(dead_end));
    }
    Ok(vec![PolicyEvent::Published { organization, version: current.saturating_add(1), rules, note }])
}

/// Refuses rules that cannot be meant so, whoever the members are.
pub fn check(rules: &[Rule]) -> Result<(), PolicyError> {
    within_limits(rules)?;
    let mut seen = BTreeSet::new();
    for rule in rules {
        if !seen.insert(rule.id) {
            return Err(PolicyError::RepeatedRule(rule.id));
        }
        check_rule(rule)?;
    }
    Ok(())
}

/// Refuses more than people can oversee.
pub fn within_limits<'a>(rules: impl IntoIterator<Item = &'a Rule>) -> Result<(), PolicyError> {
    let mut count = 0;
    let mut too_large = false;
    for rule in rules {
        count += 1;
        too_large |= is_too_large(rule);
    }
    if count > MOST_RULES || too_large {
        return Err(PolicyError::TooLarge { rules: MOST_RULES, stages: MOST_STAGES, entries: MOST_ENTRIES });
    }
    Ok(())
}

fn is_too_large(rule: &Rule) -> bool {
    let stages = rule.stages();
    let listed = match &rule.applies_to {
        Requesters::Anybody => 0,
        Requesters::Listed { members, cost_centres, .. } => members.len().max(cost_centres.len()),
    };
    rule.conditions.len().max(listed) > MOST_ENTRIES
        || rule.conditions.iter().any(|condition| condition.entries() > MOST_ENTRIES)
        || stages.len() > MOST_STAGES
        || stages.iter().any(|stage| most_selectors(stage) > MOST_ENTRIES)
}

fn most_selectors(stage: &Stage) -> usize {
    let escalated = match stage.deadline.as_ref().map(|deadline| &deadline.then) {
        Some(Timeout::Escalate { to }) => to.len(),
        Some(Timeout::Remind | Timeout::Return) | None => 0,
    };
    stage.approvers.len().max(escalated)
}

fn check_rule(rule: &Rule) -> Result<(), PolicyError> {
    if is_about_nobody(&rule.applies_to) {
        return Err(PolicyError::AboutNobody(rule.id));
    }
    if !rule.conditions.iter().all(Condition::makes_sense) {
        return Err(PolicyError::Senseless(rule.id));
    }
    if matches!(&rule.effect, Effect::Require { stages } if stages.is_empty()) {
        return Err(PolicyError::WithoutApprovers(rule.id));
    }
    rule.stages().iter().try_for_each(|stage| check_stage(rule, stage))
}

fn is_about_nobody(requesters: &Requesters) -> bool {
    match requesters {
        Requesters::Anybody => false,
        Requesters::Listed { roles, members, cost_centres } => {
            roles.is_empty() && members.is_empty() && cost_centres.is_empty()
        }
    }
}

fn check_stage(rule: &Rule, stage: &Stage) -> Result<(), PolicyError> {
    check_selectors(rule, &stage.approvers)?;
    if let Some(Timeout::Escalate { to }) = stage.deadline.as_ref().map(|deadline| &deadline.then) {
        check_selectors(rule, to)?;
    }
    match stage.mode {
        Mode::Quorum { count }
            if most(&stage.approvers).is_some_and(|most| usize::from(count.get()) > most) =>
        {
            Err(PolicyError::QuorumTooLarge(rule.id))
        }
        _ => Ok(()),
    }
}

fn check_selectors(rule: &Rule, selectors: &[Selector]) -> Result<(), PolicyError> {
    if selectors.is_empty() {
        return Err(PolicyError::WithoutApprovers(rule.id));
    }
    for selector in selectors {
        if let Selector::Role { role } = *selector
            && extent([role], Action::DecideOrder) != Extent::All
        {
            return Err(PolicyError::RoleCannotDecide { rule: rule.id, role });
        }
    }
    Ok(())
}

/// How many people the selectors name at most, when it is only members.
fn most(selectors: &[Selector]) -> Option<usize> {
    let mut members = BTreeSet::new();
    for selector in selectors {
        let Selector::Member { person } = selector else { return None };
        members.insert(*person);
    }
    Some(members.len())
}

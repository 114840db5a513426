//! Letting others decide as well: those whom the rule names for it, else the administrators.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::super::command::Acting;
use super::super::deciders::Deciders;
use super::super::error::CaseError;
use super::super::event::CaseEvent;
use super::super::opening::Opening;
use super::super::state::ApprovalCase;
use super::{Answer, open_stage, opening_of};
use crate::approvals::Delegations;
use crate::approvals::policy::{Group, GroupTimeout};
use crate::vocabulary::PersonId;

pub(super) fn escalate(
    case: &ApprovalCase,
    by: &Acting,
    delegations: &Delegations,
    deciders: &Deciders,
    at: DateTime<Utc>,
) -> Answer {
    let opening = opening_of(case)?;
    let stage = open_stage(case)?;
    if opening.forbids(by.person) {
        return Err(CaseError::OwnOrder);
    }
    let asked = case.current_groups().iter().any(|group| group.people.contains(&by.person));
    if !asked && !by.is_administrator() && case.in_place_of(by.person, delegations, at).is_empty() {
        return Err(CaseError::NotAnApprover);
    }
    let waiting = case.waiting_groups();
    let fresh = waiting.into_iter().filter(|(place, _)| !case.escalated().contains(place));
    let event = |(place, group): (u16, &Group)| {
        let to = others(case, group, deciders);
        let groups = BTreeSet::from([place]);
        (!to.is_empty()).then_some(CaseEvent::Escalated { stage, groups, to, by: Some(by.person) })
    };
    let events: Vec<_> = fresh.filter_map(event).collect();
    if events.is_empty() { Err(CaseError::NobodyToEscalateTo) } else { Ok(events) }
}

/// Who comes in when a group is escalated: whom its rule names for it, else administrators.
/// Nobody who is asked already, who may not decide, or whose own order it is; nor whoever
/// decided in the stage, since the time that passes must not make their word count for more.
pub(super) fn others(case: &ApprovalCase, group: &Group, deciders: &Deciders) -> BTreeSet<PersonId> {
    let Some(opening) = case.opening() else { return BTreeSet::new() };
    let fresh = |people: &BTreeSet<PersonId>| {
        let mut people = newcomers(opening, group, deciders, people);
        people.retain(|person| !case.has_voice(case.completed() + 1, *person));
        people
    };
    let named = match group.deadline.as_ref().map(|deadline| &deadline.then) {
        Some(GroupTimeout::Escalate { to }) => fresh(to),
        _ => BTreeSet::new(),
    };
    if named.is_empty() { fresh(&deciders.administrators) } else { named }
}

/// Those of some people who would really be new to a group and may decide in it.
pub(super) fn newcomers(
    opening: &Opening,
    group: &Group,
    deciders: &Deciders,
    people: &BTreeSet<PersonId>,
) -> BTreeSet<PersonId> {
    let is_new = |person: &&PersonId| {
        deciders.include(**person) && !opening.is_own(**person) && !group.people.contains(*person)
    };
    people.iter().filter(is_new).copied().collect()
}

//! What follows where the time is over: a reminder, others who come in, or a return. Silence
//! never approves.

use std::collections::BTreeSet;

use super::super::deciders::Deciders;
use super::super::due::WorkingTime;
use super::super::event::CaseEvent;
use super::super::state::ApprovalCase;
use super::escalating::others;
use super::stages::Course;
use crate::approvals::policy::{Group, GroupTimeout};
use crate::vocabulary::PersonId;

/// Nothing when no time is over: passing the same deadline again changes nothing.
pub(super) fn pass(case: &ApprovalCase, deciders: &Deciders, time: &WorkingTime) -> Vec<CaseEvent> {
    let Some(stage) = case.current_stage() else { return Vec::new() };
    let over = |place: u16| case.due().iter().any(|due| due.group == place && due.at <= time.now);
    let late: Vec<_> = case.waiting_groups().into_iter().filter(|(place, _)| over(*place)).collect();
    if late.is_empty() {
        return Vec::new();
    }
    let returning = late.iter().filter(|(_, group)| timeout(group) == Some(&GroupTimeout::Return));
    let groups: BTreeSet<u16> = returning.map(|(place, _)| *place).collect();
    if !groups.is_empty() {
        return vec![CaseEvent::DeadlinePassed { stage, groups }, CaseEvent::Returned {}];
    }
    let mut course = Course::of(case);
    let mut reminded = BTreeSet::new();
    for (place, group) in &late {
        let to = escalates_to(case, (*place, group), deciders);
        if to.is_empty() {
            reminded.insert(*place);
        } else {
            course.add(CaseEvent::Escalated { stage, groups: BTreeSet::from([*place]), to, by: None });
        }
    }
    if !reminded.is_empty() {
        course.add(CaseEvent::Reminded { stage, groups: reminded, by: None, at: time.now });
    }
    course.add(CaseEvent::DeadlineMoved { stage, due: time.due_of(late) });
    course.events
}

fn timeout(group: &Group) -> Option<&GroupTimeout> {
    group.deadline.as_ref().map(|deadline| &deadline.then)
}

/// Who comes in: once, and only where the rule says so. After that the group is reminded.
fn escalates_to(
    case: &ApprovalCase,
    (place, group): (u16, &Group),
    deciders: &Deciders,
) -> BTreeSet<PersonId> {
    match timeout(group) {
        Some(GroupTimeout::Escalate { .. }) if !case.escalated().contains(&place) => {
            others(case, group, deciders)
        }
        _ => BTreeSet::new(),
    }
}

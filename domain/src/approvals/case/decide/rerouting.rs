//! When approvers are lost: whoever lost the role by which they were asked loses the place, and
//! administrators take the places of groups that could not agree any more, in the current stage
//! and the later ones. Where even they are too few, the order is returned.

use std::collections::BTreeSet;

use super::super::deciders::Deciders;
use super::super::due::WorkingTime;
use super::super::event::CaseEvent;
use super::super::state::ApprovalCase;
use super::escalating::newcomers;
use super::stages::Course;
use crate::approvals::policy::Group;
use crate::vocabulary::PersonId;

/// Nothing when every group can still agree, and while nobody may decide anyway because the
/// organization is blocked.
pub(super) fn reroute(case: &ApprovalCase, deciders: &Deciders, time: &WorkingTime) -> Vec<CaseEvent> {
    let (Some(opening), Some(current)) = (case.opening(), case.current_stage()) else { return Vec::new() };
    if case.is_suspended() {
        return Vec::new();
    }
    let mut course = Course::of(case);
    for event in dismissals(case, deciders) {
        course.add(event);
    }
    let dismissed = course.case.clone();
    let case = &dismissed;
    for stage in (current..=u16::MAX).take_while(|stage| !case.groups(*stage).is_empty()) {
        for (group, asked) in (1..).zip(case.groups(stage)) {
            if !case.is_stuck(stage, group, asked, |person| deciders.include(person)) {
                continue;
            }
            let added = newcomers(opening, asked, deciders, &deciders.administrators);
            if !added.is_empty() {
                course.add(CaseEvent::Rerouted {
                    stage,
                    group,
                    lost: lost(case, stage, asked, deciders),
                    added,
                });
            }
            if is_stranded(&course.case, stage, group, deciders) {
                course.add(CaseEvent::Stranded { stage, group });
                course.add(CaseEvent::Returned {});
                return course.events;
            }
        }
    }
    // Whoever approved in the stage before counts for the groups that they join now.
    if !course.events.is_empty() {
        course.advance(time);
    }
    course.events
}

/// Those who may decide still, but lost the role by which they were asked, lose the place. What
/// they said before counts, and they are not asked again.
pub(in super::super) fn dismissals(case: &ApprovalCase, deciders: &Deciders) -> Vec<CaseEvent> {
    let Some(current) = case.current_stage() else { return Vec::new() };
    let stages = (current..=u16::MAX).take_while(|stage| !case.groups(*stage).is_empty());
    let groups = stages.flat_map(|stage| (1..).zip(case.groups(stage)).map(move |(at, it)| (stage, at, it)));
    let dismissal = |(stage, group, asked): (u16, u16, &Group)| {
        let is_out = |person: &&PersonId| {
            deciders.include(**person) && !deciders.keep(asked, **person) && !case.has_voice(stage, **person)
        };
        let lost: BTreeSet<_> = asked.people.iter().filter(is_out).copied().collect();
        (!lost.is_empty()).then_some(CaseEvent::Rerouted { stage, group, lost, added: BTreeSet::new() })
    };
    groups.filter(|(_, _, asked)| !asked.roles.is_empty()).filter_map(dismissal).collect()
}

/// Those of a group who cannot decide any more and did not before.
fn lost(case: &ApprovalCase, stage: u16, group: &Group, deciders: &Deciders) -> BTreeSet<PersonId> {
    let gone = |person: &&PersonId| !deciders.include(**person) && !case.has_voice(stage, **person);
    group.people.iter().filter(gone).copied().collect()
}

fn is_stranded(case: &ApprovalCase, stage: u16, place: u16, deciders: &Deciders) -> bool {
    let group = case.groups(stage).get(usize::from(place) - 1);
    group.is_some_and(|group| case.is_stuck(stage, place, group, |person| deciders.include(person)))
}

//! Opening: every stage can be passed by people who may pass it.

use super::super::due::WorkingTime;
use super::super::error::CaseError;
use super::super::event::CaseEvent;
use super::super::opening::{Carried, Opening};
use super::super::state::ApprovalCase;
use super::Answer;
use super::stages::Course;
use crate::approvals::policy::Group;

pub(super) fn open(case: &ApprovalCase, opening: Box<Opening>, time: &WorkingTime) -> Answer {
    if case.opening().is_some() {
        return Err(CaseError::AlreadyOpened);
    }
    let can_agree = |group: &Group| group.people.len() >= usize::from(group.needed.get());
    let passable = |groups: &Vec<Group>| !groups.is_empty() && groups.iter().all(can_agree);
    let countable = u16::try_from(opening.stages.len()).is_ok();
    if opening.stages.is_empty() || !countable || !opening.stages.iter().all(passable) {
        return Err(CaseError::Unroutable);
    }
    let mut people = opening.stages.iter().flatten().flat_map(|group| &group.people);
    let mut carried = opening.carried.iter().map(|carried| &carried.by);
    if people.any(|person| opening.forbids(*person)) || carried.any(|person| opening.forbids(*person)) {
        return Err(CaseError::OwnOrderRouted);
    }
    if !opening.carried.iter().all(|carried| counts(&opening, carried)) {
        return Err(CaseError::Unroutable);
    }
    let mut course = Course::of(case);
    course.add(CaseEvent::Opened(opening));
    course.begin(time);
    Ok(course.events)
}

/// Whether a carried approval has a place in each group for which it is to count.
fn counts(opening: &Opening, carried: &Carried) -> bool {
    let stage = usize::from(carried.stage).checked_sub(1).and_then(|place| opening.stages.get(place));
    let group = |place: u16| stage?.get(usize::from(place).checked_sub(1)?);
    let speaks = |group: &Group| {
        group.people.contains(&carried.by)
            || carried.on_behalf_of.iter().any(|it| group.people.contains(&it.person))
    };
    carried.groups.iter().all(|place| group(*place).is_some_and(speaks))
}

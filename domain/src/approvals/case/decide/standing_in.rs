//! Administrators step in for groups that cannot agree any more.

use super::super::command::Vote;
use super::super::event::CaseEvent;
use super::super::state::ApprovalCase;

/// An administrator steps in for each group that cannot agree any more, because too few of
/// its people may still decide: they were blocked, left or lost the role.
pub(super) fn stand_ins(case: &ApprovalCase, vote: &Vote, stage: u16) -> Vec<CaseEvent> {
    let by = vote.by.person;
    if !vote.by.is_administrator() || case.opening().is_none_or(|it| it.is_own(by)) {
        return Vec::new();
    }
    let stuck = |place, group: &_| case.is_stuck(stage, place, group, |person| vote.deciders.include(person));
    let places = (1..=u16::MAX).zip(case.current_groups());
    let stuck = places.filter(|(place, group)| !group.people.contains(&by) && stuck(*place, group));
    stuck.map(|(group, _)| CaseEvent::StoodIn { stage, group, by }).collect()
}

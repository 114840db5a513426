//! Giving a place to somebody else: who may decide, is not asked yet, and owns no part of it.

use super::super::command::Acting;
use super::super::deciders::Deciders;
use super::super::error::CaseError;
use super::super::event::CaseEvent;
use super::super::state::ApprovalCase;
use super::{Answer, open_stage, opening_of};
use crate::vocabulary::{PersonId, TextRef};

pub(super) fn reassign(
    case: &ApprovalCase,
    by: &Acting,
    (from, to): (PersonId, PersonId),
    comment: Option<TextRef>,
    deciders: &Deciders,
) -> Answer {
    let opening = opening_of(case)?;
    let stage = open_stage(case)?;
    if by.person != from && !by.is_administrator() {
        return Err(CaseError::NotYourPlace);
    }
    // Whoever may decide on an own order by one rule may give that place away, and comes by no
    // other one.
    if opening.is_own(to) || (opening.is_own(by.person) && by.person != from) || opening.forbids(from) {
        return Err(CaseError::OwnOrder);
    }
    // Who lost the role since still has the place, and it can be given away.
    if let Some(refusal) = case.why_not(from) {
        return Err(refusal);
    }
    if case.has_voice(stage, from) {
        return Err(CaseError::AlreadyDecided);
    }
    if !deciders.include(to) {
        return Err(CaseError::CannotDecide);
    }
    let mut groups = case.current_groups().iter().filter(|group| group.people.contains(&from));
    if case.has_voice(stage, to) || groups.any(|group| group.people.contains(&to)) {
        return Err(CaseError::AlreadyAsked);
    }
    Ok(vec![CaseEvent::Reassigned { stage, from, to, by: by.person, comment }])
}

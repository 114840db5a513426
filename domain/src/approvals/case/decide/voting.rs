//! Deciding: once a person and stage, about what the person saw, with what the decision needs.

use super::super::command::Vote;
use super::super::error::CaseError;
use super::super::event::{CaseEvent, Decision};
use super::super::recorded::RecordedDecision;
use super::super::state::ApprovalCase;
use super::rerouting::dismissals;
use super::stages::Course;
use super::standing_in::stand_ins;
use super::{Answer, open_stage, opening_of};
use crate::organizations::{Action, Extent, extent};

pub(super) fn vote(case: &ApprovalCase, vote: Vote) -> Answer {
    opening_of(case)?;
    let stage = open_stage(case)?;
    if case.revision() != Some(vote.revision) {
        return Err(CaseError::StaleRevision);
    }
    is_about_stage(case, &vote, stage)?;
    let mut course = Course::of(case);
    // A role may have been lost a moment ago, and the case not be told yet.
    for event in dismissals(case, &vote.deciders) {
        course.add(event);
    }
    let stand_ins = stand_ins(&course.case, &vote, stage);
    let stands_in = !stand_ins.is_empty();
    for event in stand_ins {
        course.add(event);
    }
    match course.case.why_not_with(vote.by.person, &vote.delegations, vote.time.now) {
        Some(CaseError::AlreadyDecided) if repeats(case, &vote, stage, stands_in) => {
            // An approval of before, their own or that of their deputy, counts for the groups
            // that the person stands in for now.
            if !stands_in {
                return Ok(Vec::new());
            }
            course.advance(&vote.time);
            return Ok(course.events);
        }
        Some(refusal) => return Err(refusal),
        None => {}
    }
    is_complete(&vote)?;
    decided(&mut course, vote, stage);
    Ok(course.events)
}

/// Refuses a decision that was made on another stage than the current one.
fn is_about_stage(case: &ApprovalCase, vote: &Vote, current: u16) -> Result<(), CaseError> {
    let by = vote.by.person;
    let earlier = || case.decisions().iter().any(|it| it.by == by && it.stage < current);
    let about = match vote.stage {
        Some(stage) => stage == current,
        None => !earlier(),
    };
    if about { Ok(()) } else { Err(CaseError::StagePassed { current }) }
}

/// Whether a person says once more what they said; or, when they stand in for others, what was
/// said in their place.
fn repeats(case: &ApprovalCase, vote: &Vote, stage: u16, stands_in: bool) -> bool {
    let by = vote.by.person;
    let same = |decision: Decision| decision == vote.decision && vote.cuts.is_empty();
    let said = |it: &&RecordedDecision| it.by == by || (stands_in && it.speaks_for(by));
    case.decisions().iter().filter(said).any(|it| it.stage == stage && same(it.decision))
}

/// Whether the person may decide on orders, and said what the decision needs.
fn is_complete(vote: &Vote) -> Result<(), CaseError> {
    if extent(vote.by.roles.iter().copied(), Action::DecideOrder) != Extent::All {
        return Err(CaseError::NoLongerApprover);
    }
    if vote.decision != Decision::Approve && vote.comment.is_none() {
        return Err(CaseError::CommentRequired);
    }
    if !vote.cuts.is_empty() && (vote.decision != Decision::Approve || vote.revised.is_none()) {
        return Err(CaseError::CutsWithoutApproval);
    }
    if !vote.line_comments.is_empty() && vote.decision != Decision::Return {
        return Err(CaseError::LineCommentsWithoutReturn);
    }
    Ok(())
}

fn decided(course: &mut Course, vote: Vote, stage: u16) {
    let by = vote.by.person;
    let on_behalf_of = course.case.in_place_of(by, &vote.delegations, vote.time.now);
    let Vote { decision, comment, line_comments, cuts, revised, revision, time, .. } = vote;
    let revised = revised.filter(|_| !cuts.is_empty());
    course.add(CaseEvent::Decided {
        stage,
        by,
        on_behalf_of,
        decision,
        comment,
        line_comments,
        cuts,
        revision,
    });
    match decision {
        Decision::Return => course.add(CaseEvent::Returned {}),
        Decision::Reject => course.add(CaseEvent::Rejected {}),
        Decision::Approve => {
            if let Some(revision) = revised {
                course.add(CaseEvent::Revised { revision });
            }
            course.advance(&time);
        }
    }
}

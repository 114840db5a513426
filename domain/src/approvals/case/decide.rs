//! What a case answers to a request.

use std::collections::BTreeSet;

use cqrs_es::Aggregate;

use super::command::CaseCommand;
use super::error::CaseError;
use super::event::{CaseEvent, Decision};
use super::opening::Opening;
use super::questions::agrees;
use super::state::{ApprovalCase, Outcome};
use crate::approvals::policy::Group;
use crate::organizations::{Action, Extent, MemberRole, extent};
use crate::vocabulary::{PersonId, Revision, TextRef};

type Answer = Result<Vec<CaseEvent>, CaseError>;

/// The events that follow from a command, none when it is already so, or the refusal.
pub(super) fn decide(case: &ApprovalCase, command: CaseCommand) -> Answer {
    match command {
        CaseCommand::Open(opening) => open(case, opening),
        CaseCommand::Decide { by, by_roles, able, stage, decision, comment, revision } => {
            let vote = Vote { by, stage, decision, comment, revision };
            vote_on(case, &by_roles, &able, vote)
        }
        CaseCommand::Withdraw { by } => close(case, Outcome::Withdrawn, CaseEvent::Withdrawn { by }),
        CaseCommand::Void => close(case, Outcome::Voided, CaseEvent::Voided {}),
    }
}

fn open(case: &ApprovalCase, opening: Box<Opening>) -> Answer {
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
    if people.any(|person| opening.forbids(*person)) {
        return Err(CaseError::OwnOrderRouted);
    }
    Ok(vec![CaseEvent::Opened(opening)])
}

struct Vote {
    by: PersonId,
    stage: Option<u16>,
    decision: Decision,
    comment: Option<TextRef>,
    revision: Revision,
}

fn vote_on(
    case: &ApprovalCase,
    roles: &BTreeSet<MemberRole>,
    able: &BTreeSet<PersonId>,
    vote: Vote,
) -> Answer {
    let opening = opening(case)?;
    let current = open_stage(case)?;
    if vote.revision != opening.revision {
        return Err(CaseError::StaleRevision);
    }
    is_about_stage(case, &vote, current)?;
    let mut events = stand_ins(case, &vote, roles, able, current);
    let case = &after(case, &events);
    match case.why_not(vote.by) {
        Some(CaseError::AlreadyDecided) if repeats(case, &vote, current) => {
            // An approval of before counts for the groups that the person stands in for now.
            if !events.is_empty() {
                events.extend(completion(case, opening, &case.approvals(current), current));
            }
            return Ok(events);
        }
        Some(refusal) => return Err(refusal),
        None => {}
    }
    if extent(roles.iter().copied(), Action::DecideOrder) != Extent::All {
        return Err(CaseError::NoLongerApprover);
    }
    if vote.decision != Decision::Approve && vote.comment.is_none() {
        return Err(CaseError::CommentRequired);
    }
    events.extend(consequences(case, opening, vote, current));
    Ok(events)
}

/// An administrator steps in for each group that cannot agree any more, because too few of
/// its people may still decide: they were blocked, left or lost the role.
fn stand_ins(
    case: &ApprovalCase,
    vote: &Vote,
    roles: &BTreeSet<MemberRole>,
    able: &BTreeSet<PersonId>,
    stage: u16,
) -> Vec<CaseEvent> {
    if !roles.contains(&MemberRole::Administrator) || case.opening().is_none_or(|it| it.forbids(vote.by)) {
        return Vec::new();
    }
    let places = (1..=u16::MAX).zip(case.current_groups());
    let stuck = places.filter(|(_, group)| !group.people.contains(&vote.by) && case.is_stuck(group, able));
    stuck.map(|(group, _)| CaseEvent::StoodIn { stage, group, by: vote.by }).collect()
}

fn after(case: &ApprovalCase, events: &[CaseEvent]) -> ApprovalCase {
    let mut case = case.clone();
    for event in events {
        case.apply(event.clone());
    }
    case
}

fn opening(case: &ApprovalCase) -> Result<&Opening, CaseError> {
    case.opening().ok_or(CaseError::NotOpened)
}

fn open_stage(case: &ApprovalCase) -> Result<u16, CaseError> {
    match case.outcome() {
        Some(outcome) => Err(CaseError::Closed(outcome)),
        None => case.current_stage().ok_or(CaseError::NotOpened),
    }
}

/// Refuses a decision that was made on another stage than the current one.
fn is_about_stage(case: &ApprovalCase, vote: &Vote, current: u16) -> Result<(), CaseError> {
    let earlier = || case.decisions().iter().any(|it| it.by == vote.by && it.stage < current);
    let about = match vote.stage {
        Some(stage) => stage == current,
        None => !earlier(),
    };
    if about { Ok(()) } else { Err(CaseError::StagePassed { current }) }
}

fn repeats(case: &ApprovalCase, vote: &Vote, current: u16) -> bool {
    case.decisions().iter().any(|it| it.stage == current && it.by == vote.by && it.decision == vote.decision)
}

fn consequences(case: &ApprovalCase, opening: &Opening, vote: Vote, stage: u16) -> Vec<CaseEvent> {
    let Vote { by, decision, comment, revision, .. } = vote;
    let mut events = vec![CaseEvent::Decided {
        stage,
        by,
        on_behalf_of: Vec::new(),
        decision,
        comment,
        line_comments: std::collections::BTreeMap::new(),
        cuts: Vec::new(),
        revision,
    }];
    match decision {
        Decision::Return => events.push(CaseEvent::Returned {}),
        Decision::Reject => events.push(CaseEvent::Rejected {}),
        Decision::Approve => {
            let mut approvals = case.approvals(stage);
            approvals.insert(by);
            events.extend(completion(case, opening, &approvals, stage));
        }
    }
    events
}

/// The end of the stage, if all of its groups agree, and of the case with the last stage.
fn completion(
    case: &ApprovalCase,
    opening: &Opening,
    approvals: &BTreeSet<PersonId>,
    stage: u16,
) -> Vec<CaseEvent> {
    if !case.current_groups().iter().all(|group| agrees(group, approvals)) {
        return Vec::new();
    }
    let is_last = usize::from(stage) == opening.stages.len();
    let granted = is_last.then_some(CaseEvent::Granted {});
    std::iter::once(CaseEvent::StageCompleted { stage }).chain(granted).collect()
}

fn close(case: &ApprovalCase, outcome: Outcome, event: CaseEvent) -> Answer {
    opening(case)?;
    match case.outcome() {
        None => Ok(vec![event]),
        Some(so) if so == outcome => Ok(Vec::new()),
        Some(so) => Err(CaseError::Closed(so)),
    }
}

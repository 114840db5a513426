//! What a case answers to a request.

mod deadlines;
mod ending;
mod escalating;
mod forcing;
mod opening;
mod reassigning;
mod reminding;
mod rerouting;
mod stages;
mod standing_in;
mod steps;
mod talking;
mod voting;

pub(super) use rerouting::dismissals;
pub use steps::CaseStep;

use super::command::CaseCommand;
use super::error::CaseError;
use super::event::CaseEvent;
use super::opening::Opening;
use super::state::ApprovalCase;

type Answer = Result<Vec<CaseEvent>, CaseError>;

/// The events that follow from a command, none when it is already so, or the refusal.
pub(super) fn decide(case: &ApprovalCase, command: CaseCommand) -> Answer {
    match command {
        CaseCommand::Open { opening, time } => opening::open(case, opening, &time),
        CaseCommand::Decide(vote) => voting::vote(case, *vote),
        CaseCommand::Force { by, reason, revision } => forcing::force(case, &by, reason, revision),
        CaseCommand::Ask { by, delegations, time, text } => {
            talking::ask(case, by.person, &delegations, time.now, text)
        }
        CaseCommand::Answer { by, question, text } => talking::answer(case, by, question, text),
        CaseCommand::Reassign { by, from, to, comment, deciders } => {
            reassigning::reassign(case, &by, (from, to), comment, &deciders)
        }
        CaseCommand::Escalate { by, delegations, deciders, time } => {
            escalating::escalate(case, &by, &delegations, &deciders, time.now)
        }
        CaseCommand::Remind { by, time } => reminding::remind(case, &by, time.now),
        CaseCommand::PassDeadlines { deciders, time } => Ok(deadlines::pass(case, &deciders, &time)),
        CaseCommand::Reroute { deciders, time } => Ok(rerouting::reroute(case, &deciders, &time)),
        CaseCommand::Suspend => Ok(ending::suspend(case)),
        CaseCommand::Resume { time } => Ok(ending::resume(case, &time)),
        CaseCommand::Withdraw { by } => ending::withdraw(case, by),
        CaseCommand::Void => ending::void(case),
    }
}

fn opening_of(case: &ApprovalCase) -> Result<&Opening, CaseError> {
    case.opening().ok_or(CaseError::NotOpened)
}

/// The stage in which something can be done, of a case that is open and not suspended.
fn open_stage(case: &ApprovalCase) -> Result<u16, CaseError> {
    match case.outcome() {
        Some(outcome) => Err(CaseError::Closed(outcome)),
        None if case.is_suspended() => Err(CaseError::Suspended),
        None => case.current_stage().ok_or(CaseError::NotOpened),
    }
}

//! What ends or stops a case from outside: the order is taken back or cancelled, the
//! organization blocked.

use super::super::due::WorkingTime;
use super::super::error::CaseError;
use super::super::event::CaseEvent;
use super::super::state::{ApprovalCase, Outcome};
use super::{Answer, opening_of};
use crate::vocabulary::PersonId;

pub(super) fn withdraw(case: &ApprovalCase, by: PersonId) -> Answer {
    close(case, Outcome::Withdrawn, CaseEvent::Withdrawn { by })
}

pub(super) fn void(case: &ApprovalCase) -> Answer {
    close(case, Outcome::Voided, CaseEvent::Voided {})
}

fn close(case: &ApprovalCase, outcome: Outcome, event: CaseEvent) -> Answer {
    opening_of(case)?;
    match case.outcome() {
        None => Ok(vec![event]),
        Some(so) if so == outcome => Ok(Vec::new()),
        Some(so) => Err(CaseError::Closed(so)),
    }
}

pub(super) fn suspend(case: &ApprovalCase) -> Vec<CaseEvent> {
    let goes_on = case.current_stage().is_some() && !case.is_suspended();
    goes_on.then_some(CaseEvent::Suspended {}).into_iter().collect()
}

pub(super) fn resume(case: &ApprovalCase, time: &WorkingTime) -> Vec<CaseEvent> {
    let stopped = case.current_stage().is_some() && case.is_suspended();
    let due = || time.due_of(case.waiting_groups());
    stopped.then(|| CaseEvent::Resumed { due: due() }).into_iter().collect()
}

//! Force: an administrator lets an order pass, says why, and it stays visible.

use super::super::command::Acting;
use super::super::error::CaseError;
use super::super::event::CaseEvent;
use super::super::state::ApprovalCase;
use super::{Answer, open_stage, opening_of};
use crate::vocabulary::{Revision, TextRef};

pub(super) fn force(case: &ApprovalCase, by: &Acting, reason: TextRef, revision: Revision) -> Answer {
    let opening = opening_of(case)?;
    open_stage(case)?;
    if !by.is_administrator() {
        return Err(CaseError::NotAnAdministrator);
    }
    if opening.is_own(by.person) {
        return Err(CaseError::OwnOrder);
    }
    if case.revision() != Some(revision) {
        return Err(CaseError::StaleRevision);
    }
    Ok(vec![CaseEvent::Forced { by: by.person, reason }, CaseEvent::Granted {}])
}

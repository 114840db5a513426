//! Reminding by hand: those whose order it is and administrators, now and then.

use chrono::{DateTime, TimeDelta, Utc};

use super::super::command::Acting;
use super::super::error::CaseError;
use super::super::event::CaseEvent;
use super::super::state::ApprovalCase;
use super::{Answer, open_stage, opening_of};

/// How long nobody is reminded by hand again.
const PAUSE: TimeDelta = TimeDelta::hours(4);

pub(super) fn remind(case: &ApprovalCase, by: &Acting, at: DateTime<Utc>) -> Answer {
    let opening = opening_of(case)?;
    let stage = open_stage(case)?;
    if !opening.is_own(by.person) && !by.is_administrator() {
        return Err(CaseError::NotTheAuthor);
    }
    if let Some(last) = case.reminded_at().filter(|last| at < *last + PAUSE) {
        return Err(CaseError::RemindedAlready { again: last + PAUSE });
    }
    let groups = case.waiting_groups().into_iter().map(|(place, _)| place).collect();
    Ok(vec![CaseEvent::Reminded { stage, groups, by: Some(by.person), at }])
}

//! What a delegation answers to a request.

use chrono::TimeDelta;

use super::chain::DelegationLink;
use super::command::{DelegationCommand, DelegationGrant};
use super::error::DelegationError;
use super::event::DelegationEvent;
use super::state::Delegation;

/// The longest delegation, in days: a leap year.
pub(super) const MOST_DAYS: i64 = 366;

type Answer = Result<Vec<DelegationEvent>, DelegationError>;

/// The events that follow from a command, none when it is already so, or the refusal.
pub(super) fn decide(delegation: &Delegation, command: DelegationCommand) -> Answer {
    match command {
        DelegationCommand::Grant(_) if delegation.link().is_some() => Err(DelegationError::AlreadyGranted),
        DelegationCommand::Grant(grant) => granted(*grant),
        DelegationCommand::Revoke { by, at } => {
            let link = delegation.link().ok_or(DelegationError::NotGranted)?;
            let is_over = delegation.is_revoked() || link.until <= at;
            Ok(if is_over { Vec::new() } else { vec![DelegationEvent::Revoked { by }] })
        }
    }
}

fn granted(grant: DelegationGrant) -> Answer {
    is_about_two_approvers(&grant)?;
    is_for_a_time(&grant)?;
    if grant.others.iter().any(|other| overlaps(&grant, other)) {
        return Err(DelegationError::Overlaps);
    }
    let DelegationGrant { delegation, organization, from, to, starts, until, reason, by, .. } = grant;
    let by = by.filter(|by| *by != from);
    Ok(vec![DelegationEvent::Granted { delegation, organization, from, to, starts, until, reason, by }])
}

fn is_about_two_approvers(grant: &DelegationGrant) -> Result<(), DelegationError> {
    if grant.from == grant.to {
        return Err(DelegationError::ToOneself);
    }
    if !grant.able.contains(&grant.from) {
        return Err(DelegationError::GiverCannotDecide);
    }
    if grant.able.contains(&grant.to) { Ok(()) } else { Err(DelegationError::TakerCannotDecide) }
}

fn is_for_a_time(grant: &DelegationGrant) -> Result<(), DelegationError> {
    if grant.until <= grant.starts {
        return Err(DelegationError::EndsBeforeStart);
    }
    if grant.until <= grant.at {
        return Err(DelegationError::InThePast);
    }
    let lasts = grant.until.signed_duration_since(grant.starts);
    if lasts > TimeDelta::days(MOST_DAYS) { Err(DelegationError::TooLong) } else { Ok(()) }
}

fn overlaps(grant: &DelegationGrant, other: &DelegationLink) -> bool {
    let between_the_two = (grant.from, grant.to) == (other.from, other.to);
    between_the_two && grant.starts < other.until && other.starts < grant.until
}

//! What an organization answers about its members.

use std::collections::BTreeSet;

use super::{Answer, active, member, unless};
use crate::organizations::organization::error::OrganizationError;
use crate::organizations::organization::event::OrganizationEvent;
use crate::organizations::organization::state::Organization;
use crate::organizations::role::MemberRole;
use crate::vocabulary::{Money, PersonId};

pub(super) fn join(organization: &Organization, person: PersonId, roles: BTreeSet<MemberRole>) -> Answer {
    active(organization)?;
    some_roles(&roles)?;
    match organization.members().get(&person) {
        Some(_) => Err(OrganizationError::AlreadyMember),
        None => Ok(vec![OrganizationEvent::MemberJoined { person, roles }]),
    }
}

pub(super) fn change_roles(
    organization: &Organization,
    person: PersonId,
    roles: BTreeSet<MemberRole>,
) -> Answer {
    some_roles(&roles)?;
    let member = member(organization, person)?;
    if !roles.contains(&MemberRole::Administrator) {
        keeps_an_administrator(organization, person)?;
    }
    Ok(unless(member.roles == roles, OrganizationEvent::MemberRolesChanged { person, roles }))
}

pub(super) fn block(organization: &Organization, person: PersonId) -> Answer {
    let member = member(organization, person)?;
    keeps_an_administrator(organization, person)?;
    Ok(unless(member.blocked, OrganizationEvent::MemberBlocked { person }))
}

pub(super) fn leave(organization: &Organization, person: PersonId) -> Answer {
    member(organization, person)?;
    keeps_an_administrator(organization, person)?;
    Ok(vec![OrganizationEvent::MemberLeft { person }])
}

/// Somebody who left stays the manager that was set, and manages nobody: whoever asks for a
/// manager looks whether there is one. A chain of managers ends with them.
pub(super) fn set_manager(
    organization: &Organization,
    person: PersonId,
    manager: Option<PersonId>,
) -> Answer {
    active(organization)?;
    let now = member(organization, person)?.manager;
    if let Some(manager) = manager {
        member(organization, manager)?;
        if organization.managers_of(manager).any(|above| above == person) || manager == person {
            return Err(OrganizationError::ManagesThemselves);
        }
    }
    Ok(unless(now == manager, OrganizationEvent::ManagerSet { person, manager }))
}

/// A limit of nothing is a limit: the member approves only what is for free.
pub(super) fn set_approval_limit(
    organization: &Organization,
    person: PersonId,
    limit: Option<Money>,
) -> Answer {
    active(organization)?;
    let now = member(organization, person)?.approval_limit;
    if limit.is_some_and(|limit| limit.amount.is_sign_negative()) {
        return Err(OrganizationError::NegativeLimit);
    }
    Ok(unless(now == limit, OrganizationEvent::ApprovalLimitSet { person, limit }))
}

fn some_roles(roles: &BTreeSet<MemberRole>) -> Result<(), OrganizationError> {
    if roles.is_empty() { Err(OrganizationError::NoRoles) } else { Ok(()) }
}

/// Refuses when nobody could administer the organization without the person. A blocked
/// organization may lose its last administrator, but cannot be unblocked without one.
fn keeps_an_administrator(organization: &Organization, without: PersonId) -> Result<(), OrganizationError> {
    let mut administrators = organization.acting_as(MemberRole::Administrator).peekable();
    let has_one = administrators.peek().is_some();
    if organization.is_active() && has_one && administrators.all(|person| person == without) {
        return Err(OrganizationError::LastAdministrator);
    }
    Ok(())
}

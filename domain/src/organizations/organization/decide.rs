//! What an organization answers to a request.

use std::collections::BTreeSet;

use super::command::OrganizationCommand;
use super::error::OrganizationError;
use super::event::{LegalData, LegalSubject, OrganizationEvent};
use super::state::{Member, Organization};
use crate::organizations::role::MemberRole;
use crate::vocabulary::PersonId;

type Answer = Result<Vec<OrganizationEvent>, OrganizationError>;

/// The events that follow from a command, none when it is already so, or the refusal.
pub(super) fn decide(organization: &Organization, command: OrganizationCommand) -> Answer {
    use OrganizationCommand as C;
    if let C::Register { .. } = command {
        return register(organization, command);
    }
    if !organization.is_registered() {
        return Err(OrganizationError::NotRegistered);
    }
    match command {
        C::Register { .. } => Err(OrganizationError::AlreadyRegistered),
        C::ChangeLegalData { legal } => change_legal_data(organization, legal),
        C::AgreePaymentTerms { payment_terms } => {
            active(organization)?;
            let event = OrganizationEvent::PaymentTermsAgreed { payment_terms };
            Ok(unless(organization.payment_terms() == payment_terms, event))
        }
        C::Join { person, roles } => join(organization, person, roles),
        C::ChangeRoles { person, roles } => change_roles(organization, person, roles),
        C::BlockMember { person } => block_member(organization, person),
        C::UnblockMember { person } => {
            let member = member(organization, person)?;
            Ok(unless(!member.blocked, OrganizationEvent::MemberUnblocked { person }))
        }
        C::Leave { person } => {
            member(organization, person)?;
            keeps_an_administrator(organization, person)?;
            Ok(vec![OrganizationEvent::MemberLeft { person }])
        }
        C::Block { reason } => {
            Ok(unless(organization.blocked() == Some(reason), OrganizationEvent::Blocked { reason }))
        }
        C::Unblock => unblock(organization),
    }
}

fn register(organization: &Organization, command: OrganizationCommand) -> Answer {
    let OrganizationCommand::Register { organization: id, legal, payment_terms, time_zone, administrator } =
        command
    else {
        return Ok(Vec::new());
    };
    if organization.is_registered() {
        return Err(OrganizationError::AlreadyRegistered);
    }
    if let LegalSubject::LegalEntity(data) = &legal {
        complete(data)?;
    }
    let roles = BTreeSet::from([MemberRole::Administrator]);
    Ok(vec![
        OrganizationEvent::Registered { organization: id, legal, payment_terms, time_zone },
        OrganizationEvent::MemberJoined { person: administrator, roles },
    ])
}

fn change_legal_data(organization: &Organization, legal: LegalData) -> Answer {
    active(organization)?;
    let Some(LegalSubject::LegalEntity(current)) = organization.legal() else {
        return Err(OrganizationError::NotACompany);
    };
    complete(&legal)?;
    Ok(unless(*current == legal, OrganizationEvent::LegalDataChanged { legal }))
}

fn join(organization: &Organization, person: PersonId, roles: BTreeSet<MemberRole>) -> Answer {
    active(organization)?;
    some_roles(&roles)?;
    match organization.members().get(&person) {
        Some(_) => Err(OrganizationError::AlreadyMember),
        None => Ok(vec![OrganizationEvent::MemberJoined { person, roles }]),
    }
}

fn change_roles(organization: &Organization, person: PersonId, roles: BTreeSet<MemberRole>) -> Answer {
    some_roles(&roles)?;
    let member = member(organization, person)?;
    if !roles.contains(&MemberRole::Administrator) {
        keeps_an_administrator(organization, person)?;
    }
    Ok(unless(member.roles == roles, OrganizationEvent::MemberRolesChanged { person, roles }))
}

fn block_member(organization: &Organization, person: PersonId) -> Answer {
    let member = member(organization, person)?;
    keeps_an_administrator(organization, person)?;
    Ok(unless(member.blocked, OrganizationEvent::MemberBlocked { person }))
}

fn unblock(organization: &Organization) -> Answer {
    if organization.acting_as(MemberRole::Administrator).next().is_none() {
        return Err(OrganizationError::LastAdministrator);
    }
    Ok(unless(organization.is_active(), OrganizationEvent::Unblocked {}))
}

fn unless(already_so: bool, event: OrganizationEvent) -> Vec<OrganizationEvent> {
    if already_so { Vec::new() } else { vec![event] }
}

fn active(organization: &Organization) -> Result<(), OrganizationError> {
    if organization.is_active() { Ok(()) } else { Err(OrganizationError::Blocked) }
}

fn member(organization: &Organization, person: PersonId) -> Result<&Member, OrganizationError> {
    organization.members().get(&person).ok_or(OrganizationError::NotAMember)
}

fn some_roles(roles: &BTreeSet<MemberRole>) -> Result<(), OrganizationError> {
    if roles.is_empty() { Err(OrganizationError::NoRoles) } else { Ok(()) }
}

fn complete(legal: &LegalData) -> Result<(), OrganizationError> {
    if !legal.inn.is_of_company() {
        return Err(OrganizationError::InnOfPerson);
    }
    if legal.name.trim().is_empty() || legal.legal_address.trim().is_empty() {
        return Err(OrganizationError::LegalDataIncomplete);
    }
    Ok(())
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

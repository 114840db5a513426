//! What an organization answers to a request.

mod cost_centres;
mod members;
mod settings;

use std::collections::BTreeSet;

use self::cost_centres::Description;
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
        C::Join { person, roles } => members::join(organization, person, roles),
        C::ChangeRoles { person, roles } => members::change_roles(organization, person, roles),
        C::BlockMember { person } => members::block(organization, person),
        C::UnblockMember { person } => {
            let member = member(organization, person)?;
            Ok(unless(!member.blocked, OrganizationEvent::MemberUnblocked { person }))
        }
        C::Leave { person } => members::leave(organization, person),
        C::SetManager { person, manager } => members::set_manager(organization, person, manager),
        C::SetApprovalLimit { person, limit } => members::set_approval_limit(organization, person, limit),
        C::OpenCostCentre { cost_centre, code, name, owner } => {
            cost_centres::open(organization, cost_centre, &Description { code, name, owner })
        }
        C::ChangeCostCentre { cost_centre, code, name, owner } => {
            cost_centres::change(organization, cost_centre, &Description { code, name, owner })
        }
        C::CloseCostCentre { cost_centre } => cost_centres::close(organization, cost_centre),
        C::AddDeliveryAddress { address, text } => settings::add_address(organization, address, text),
        C::RetireDeliveryAddress { address } => settings::retire_address(organization, address),
        C::SetWorkingCalendar { calendar } => settings::set_calendar(organization, calendar),
        C::ChangeTimeZone { time_zone } => settings::change_time_zone(organization, time_zone),
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
    settings::known(&time_zone)?;
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

fn complete(legal: &LegalData) -> Result<(), OrganizationError> {
    if !legal.inn.is_of_company() {
        return Err(OrganizationError::InnOfPerson);
    }
    if legal.name.trim().is_empty() || legal.legal_address.trim().is_empty() {
        return Err(OrganizationError::LegalDataIncomplete);
    }
    Ok(())
}

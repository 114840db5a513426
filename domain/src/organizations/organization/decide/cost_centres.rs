//! What an organization answers about its cost centres.

use super::{Answer, active, member, unless};
use crate::organizations::organization::error::OrganizationError;
use crate::organizations::organization::event::OrganizationEvent;
use crate::organizations::organization::state::{CostCentre, Organization};
use crate::vocabulary::{CostCentreId, PersonId};

/// The most cost centres that are open at a time: they are offered as one list.
pub(in crate::organizations::organization) const MOST_OPEN: usize = 1_000;
/// The longest code, in characters: 1C keeps codes of reference books in up to 50.
const LONGEST_CODE: usize = 50;
/// The longest name, in characters.
const LONGEST_NAME: usize = 200;

/// How a cost centre is to be called, and who answers for it.
pub(super) struct Description {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) owner: PersonId,
}

pub(super) fn open(organization: &Organization, id: CostCentreId, asked: &Description) -> Answer {
    active(organization)?;
    if organization.cost_centres().contains_key(&id) {
        return Err(OrganizationError::CostCentreExists);
    }
    if open_ones(organization).count() >= MOST_OPEN {
        return Err(OrganizationError::TooManyCostCentres);
    }
    let Description { code, name, owner } = checked(organization, id, asked)?;
    Ok(vec![OrganizationEvent::CostCentreOpened { cost_centre: id, code, name, owner }])
}

pub(super) fn change(organization: &Organization, id: CostCentreId, asked: &Description) -> Answer {
    active(organization)?;
    let now = known(organization, id)?;
    if now.closed {
        return Err(OrganizationError::CostCentreClosed);
    }
    let Description { code, name, owner } = checked(organization, id, asked)?;
    let already_so = now.code == code && now.name == name && now.owner == owner;
    Ok(unless(already_so, OrganizationEvent::CostCentreChanged { cost_centre: id, code, name, owner }))
}

pub(super) fn close(organization: &Organization, id: CostCentreId) -> Answer {
    active(organization)?;
    let now = known(organization, id)?;
    Ok(unless(now.closed, OrganizationEvent::CostCentreClosed { cost_centre: id }))
}

fn known(organization: &Organization, id: CostCentreId) -> Result<&CostCentre, OrganizationError> {
    organization.cost_centres().get(&id).ok_or(OrganizationError::NoSuchCostCentre)
}

fn open_ones(organization: &Organization) -> impl Iterator<Item = (&CostCentreId, &CostCentre)> {
    organization.cost_centres().iter().filter(|(_, one)| !one.closed)
}

/// The description as it is kept. Codes differ in more than their case and the spaces around
/// them; a closed cost centre gives its code back.
fn checked(
    organization: &Organization,
    id: CostCentreId,
    asked: &Description,
) -> Result<Description, OrganizationError> {
    let code = written(&asked.code, LONGEST_CODE)?;
    let name = written(&asked.name, LONGEST_NAME)?;
    let same = |one: &CostCentre| one.code.to_lowercase() == code.to_lowercase();
    if open_ones(organization).any(|(other, one)| *other != id && same(one)) {
        return Err(OrganizationError::CostCentreCodeTaken);
    }
    member(organization, asked.owner)?;
    Ok(Description { code, name, owner: asked.owner })
}

fn written(text: &str, longest: usize) -> Result<String, OrganizationError> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > longest || text.chars().any(char::is_control) {
        return Err(OrganizationError::CostCentreUnnamed { code: LONGEST_CODE, name: LONGEST_NAME });
    }
    Ok(text.to_owned())
}

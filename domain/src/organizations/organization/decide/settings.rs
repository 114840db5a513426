//! What an organization answers about its days and about where goods are brought.

use super::{Answer, active, unless};
use crate::organizations::organization::error::OrganizationError;
use crate::organizations::organization::event::OrganizationEvent;
use crate::organizations::organization::state::Organization;
use crate::organizations::working_calendar::WorkingCalendar;
use crate::vocabulary::{AddressId, TextRef, TimeZone};

/// The most addresses that are in use at a time: they are offered as one list.
pub(in crate::organizations::organization) const MOST_IN_USE: usize = 1_000;

pub(super) fn add_address(organization: &Organization, address: AddressId, text: TextRef) -> Answer {
    active(organization)?;
    let addresses = organization.addresses();
    if addresses.contains_key(&address) {
        return Err(OrganizationError::AddressExists);
    }
    if addresses.values().filter(|one| !one.retired).count() >= MOST_IN_USE {
        return Err(OrganizationError::TooManyAddresses);
    }
    Ok(vec![OrganizationEvent::DeliveryAddressAdded { address, text }])
}

pub(super) fn retire_address(organization: &Organization, address: AddressId) -> Answer {
    active(organization)?;
    let now = organization.addresses().get(&address).ok_or(OrganizationError::NoSuchAddress)?;
    Ok(unless(now.retired, OrganizationEvent::DeliveryAddressRetired { address }))
}

pub(super) fn set_calendar(organization: &Organization, calendar: WorkingCalendar) -> Answer {
    active(organization)?;
    let already_so = *organization.calendar() == calendar;
    Ok(unless(already_so, OrganizationEvent::WorkingCalendarSet { calendar }))
}

pub(super) fn change_time_zone(organization: &Organization, time_zone: TimeZone) -> Answer {
    active(organization)?;
    known(&time_zone)?;
    let already_so = organization.time_zone() == Some(&time_zone);
    Ok(unless(already_so, OrganizationEvent::TimeZoneChanged { time_zone }))
}

pub(super) fn known(time_zone: &TimeZone) -> Result<(), OrganizationError> {
    time_zone.known().map(|_| ()).ok_or(OrganizationError::UnknownTimeZone)
}

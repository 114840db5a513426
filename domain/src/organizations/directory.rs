//! What the tables of the command side must say of an organization after an event, beside
//! its access rows: managers, limits, cost centres, delivery addresses, settings.

use super::organization::OrganizationEvent;
use super::working_calendar::WorkingCalendar;
use crate::vocabulary::{AddressId, CostCentreId, Money, PersonId, TextId, TimeZone};

/// What an event changes in what is looked up of its organization.
///
/// None of it changes what anybody may do, so no access row counts its epoch up: a command
/// in flight of a member whose limit changes is not asked to begin again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DirectoryChange {
    /// A member has this manager now.
    Manager {
        /// The member.
        person: PersonId,
        /// Who manages them, if somebody does.
        manager: Option<PersonId>,
    },
    /// A member approves up to this sum now.
    ApprovalLimit {
        /// The member.
        person: PersonId,
        /// The largest total; none is without a limit.
        limit: Option<Money>,
    },
    /// A cost centre is called so now, and is made if it is not there.
    CostCentre {
        /// Which.
        cost_centre: CostCentreId,
        /// Its code.
        code: String,
        /// Its name.
        name: String,
        /// Who answers for it.
        owner: PersonId,
    },
    /// A cost centre was closed.
    CostCentreClosed {
        /// Which.
        cost_centre: CostCentreId,
    },
    /// There is a new delivery address.
    Address {
        /// Which.
        address: AddressId,
        /// Where its words are.
        text: TextId,
    },
    /// Nothing new is delivered to an address.
    AddressRetired {
        /// Which.
        address: AddressId,
    },
    /// The day begins there now; the settings are made if they are not there.
    TimeZone(TimeZone),
    /// People work then now.
    Calendar(WorkingCalendar),
}

/// What an event of an organization changes in what is looked up of it, if anything.
pub fn directory_change(event: &OrganizationEvent) -> Option<DirectoryChange> {
    use DirectoryChange as D;
    use OrganizationEvent as E;
    Some(match event {
        E::Registered { time_zone, .. } | E::TimeZoneChanged { time_zone } => D::TimeZone(time_zone.clone()),
        E::WorkingCalendarSet { calendar } => D::Calendar(calendar.clone()),
        E::ManagerSet { person, manager } => D::Manager { person: *person, manager: *manager },
        E::ApprovalLimitSet { person, limit } => D::ApprovalLimit { person: *person, limit: *limit },
        E::CostCentreOpened { cost_centre, code, name, owner }
        | E::CostCentreChanged { cost_centre, code, name, owner } => {
            D::CostCentre { cost_centre: *cost_centre, code: code.clone(), name: name.clone(), owner: *owner }
        }
        E::CostCentreClosed { cost_centre } => D::CostCentreClosed { cost_centre: *cost_centre },
        E::DeliveryAddressAdded { address, text } => D::Address { address: *address, text: text.id },
        E::DeliveryAddressRetired { address } => D::AddressRetired { address: *address },
        E::LegalDataChanged { .. }
        | E::PaymentTermsAgreed { .. }
        | E::MemberJoined { .. }
        | E::MemberRolesChanged { .. }
        | E::MemberBlocked { .. }
        | E::MemberUnblocked { .. }
        | E::MemberLeft { .. }
        | E::Blocked { .. }
        | E::Unblocked {} => return None,
    })
}

//! What the access rows of the command side must say after an event.
//!
//! A row belongs to a person in an organization (or among the supplier's staff), is
//! written in the append of the event, and is never deleted: its epoch only grows, so
//! that whoever relied on an older row is found out.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use super::organization::OrganizationEvent;
use super::permission::{Action, Extent, extent};
use super::role::Role;
use super::staff::StaffEvent;
use crate::vocabulary::PersonId;

/// What an event changes in the access rows of its organization, or of the staff.
///
/// Every changed row counts its epoch up by one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccessChange {
    /// The person has these roles now; the row is made if it is not there.
    Granted {
        /// The person.
        person: PersonId,
        /// All the roles.
        roles: BTreeSet<Role>,
    },
    /// The person is blocked, or not any more.
    Blocked {
        /// The person.
        person: PersonId,
        /// Whether blocked now.
        blocked: bool,
    },
    /// The person is gone: no roles, no block, no manager, no limit either. The row stays.
    Revoked {
        /// The person.
        person: PersonId,
    },
    /// All rows of the organization are blocked, or not any more.
    OrganizationBlocked {
        /// Whether blocked now.
        blocked: bool,
    },
}

/// One access row: what a person may do in one organization.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// The roles; none when the person left.
    pub roles: BTreeSet<Role>,
    /// Whether the person is blocked here.
    pub blocked: bool,
    /// Whether the whole organization is blocked.
    pub organization_blocked: bool,
    /// How often the row changed.
    pub epoch: i64,
}

impl Access {
    /// How far the person may do something here. Who is blocked may do nothing.
    pub fn extent(&self, action: Action) -> Extent {
        if self.blocked || self.organization_blocked {
            return Extent::None;
        }
        extent(self.roles.iter().copied(), action)
    }

    /// Whether the row lets the person in at all.
    pub fn is_open(&self) -> bool {
        !self.roles.is_empty() && !self.blocked && !self.organization_blocked
    }

    /// The row of a person after a change.
    #[must_use]
    pub fn after(mut self, change: &AccessChange, of: PersonId) -> Self {
        match change {
            AccessChange::Granted { person, roles } if *person == of => self.roles.clone_from(roles),
            AccessChange::Blocked { person, blocked } if *person == of => self.blocked = *blocked,
            AccessChange::Revoked { person } if *person == of => {
                self.roles.clear();
                self.blocked = false;
            }
            AccessChange::OrganizationBlocked { blocked } => self.organization_blocked = *blocked,
            _ => return self,
        }
        self.epoch += 1;
        self
    }
}

/// What an event of an organization changes in its access rows, if anything.
pub fn access_changes(event: &OrganizationEvent) -> Option<AccessChange> {
    use OrganizationEvent as E;
    match event {
        E::MemberJoined { person, roles } | E::MemberRolesChanged { person, roles } => {
            Some(granted(*person, roles))
        }
        E::MemberBlocked { person } => Some(AccessChange::Blocked { person: *person, blocked: true }),
        E::MemberUnblocked { person } => Some(AccessChange::Blocked { person: *person, blocked: false }),
        E::MemberLeft { person } => Some(AccessChange::Revoked { person: *person }),
        E::Blocked { .. } => Some(AccessChange::OrganizationBlocked { blocked: true }),
        E::Unblocked {} => Some(AccessChange::OrganizationBlocked { blocked: false }),
        E::Registered { .. }
        | E::LegalDataChanged { .. }
        | E::PaymentTermsAgreed { .. }
        | E::ManagerSet { .. }
        | E::ApprovalLimitSet { .. }
        | E::CostCentreOpened { .. }
        | E::CostCentreChanged { .. }
        | E::CostCentreClosed { .. }
        | E::DeliveryAddressAdded { .. }
        | E::DeliveryAddressRetired { .. }
        | E::WorkingCalendarSet { .. }
        | E::TimeZoneChanged { .. } => None,
    }
}

/// What an event of the supplier's staff changes in their access rows.
pub fn staff_access_changes(event: &StaffEvent) -> Option<AccessChange> {
    use StaffEvent as E;
    Some(match event {
        E::Appointed { person, roles } | E::RolesChanged { person, roles } => granted(*person, roles),
        E::Blocked { person } => AccessChange::Blocked { person: *person, blocked: true },
        E::Unblocked { person } => AccessChange::Blocked { person: *person, blocked: false },
        E::Dismissed { person } => AccessChange::Revoked { person: *person },
    })
}

fn granted<R: Copy + Into<Role>>(person: PersonId, roles: &BTreeSet<R>) -> AccessChange {
    AccessChange::Granted { person, roles: roles.iter().map(|role| (*role).into()).collect() }
}

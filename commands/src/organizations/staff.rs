//! The supplier's own people.

use std::collections::BTreeSet;

use domain::journal::{StreamKey, Tenant};
use domain::organizations::access::staff_access_changes;
use domain::organizations::{Action, Staff, StaffCommand, StaffRole};
use domain::vocabulary::PersonId;
use serde::Serialize;

use super::access::AccessChanged;
use crate::command::Command;
use crate::error::CommandError;
use crate::work::Work;

/// The one stream of the supplier's staff.
const STREAM: &str = "supplier";

/// Appoints a person, or gives an appointed one other roles.
#[derive(Clone, Debug, Serialize)]
pub struct AppointStaff {
    /// Who.
    pub person: PersonId,
    /// All roles from now on.
    pub roles: BTreeSet<StaffRole>,
}

impl Command for AppointStaff {
    const NAME: &'static str = "appoint_staff";
    const ACTION: Action = Action::ManageUsers;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Staff>(STREAM)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let mut staff = work.load_new::<Staff>(STREAM).await?;
        let (person, roles) = (self.person, self.roles.clone());
        let command = if staff.roles_of(person).is_empty() {
            StaffCommand::Appoint { person, roles }
        } else {
            StaffCommand::ChangeRoles { person, roles }
        };
        for event in work.decide(&mut staff, command).await? {
            if let Some(change) = staff_access_changes(&event) {
                work.effect(AccessChanged { tenant: Tenant::Supplier, change });
            }
        }
        Ok(())
    }
}

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
use crate::journal::Loaded;
use crate::work::Work;

/// Appoints a person, or gives an appointed one other roles.
#[derive(Clone, Debug, Serialize)]
pub struct AppointStaff {
    /// Who.
    pub person: PersonId,
    /// All roles from now on.
    pub roles: BTreeSet<StaffRole>,
}

/// Keeps a colleague from doing anything.
#[derive(Clone, Debug, Serialize)]
pub struct BlockStaff {
    /// Who.
    pub person: PersonId,
}

/// Lets a blocked colleague act again.
#[derive(Clone, Debug, Serialize)]
pub struct UnblockStaff {
    /// Who.
    pub person: PersonId,
}

impl Command for AppointStaff {
    const NAME: &'static str = "appoint_staff";
    const ACTION: Action = Action::ManageUsers;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Staff>(Staff::ID)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let staff = of_supplier(work).await?;
        let (person, roles) = (self.person, self.roles.clone());
        let command = if staff.people().contains_key(&person) {
            StaffCommand::ChangeRoles { person, roles }
        } else {
            StaffCommand::Appoint { person, roles }
        };
        change(work, staff, command).await
    }
}

impl Command for BlockStaff {
    const NAME: &'static str = "block_staff";
    const ACTION: Action = Action::ManageUsers;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Staff>(Staff::ID)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let staff = of_supplier(work).await?;
        change(work, staff, StaffCommand::Block { person: self.person }).await
    }
}

impl Command for UnblockStaff {
    const NAME: &'static str = "unblock_staff";
    const ACTION: Action = Action::ManageUsers;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Staff>(Staff::ID)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let staff = of_supplier(work).await?;
        change(work, staff, StaffCommand::Unblock { person: self.person }).await
    }
}

/// The staff, which only a request in the supplier's own tenant may touch.
async fn of_supplier(work: &Work<'_>) -> Result<Loaded<Staff>, CommandError> {
    work.requester().require_supplier()?;
    work.load_new::<Staff>(Staff::ID).await
}

/// Decides about the staff and keeps the access rows true to it.
async fn change(
    work: &mut Work<'_>,
    mut staff: Loaded<Staff>,
    command: StaffCommand,
) -> Result<(), CommandError> {
    for event in work.decide(&mut staff, command).await? {
        if let Some(change) = staff_access_changes(&event) {
            work.effect(AccessChanged { tenant: Tenant::Supplier, change });
        }
    }
    Ok(())
}

//! Who manages whom, and up to which total a member approves.

use domain::journal::StreamKey;
use domain::organizations::{Action, Organization, OrganizationCommand};
use domain::vocabulary::{Money, OrganizationId, PersonId};
use serde::Serialize;

use super::members::ask;
use crate::command::Command;
use crate::error::CommandError;
use crate::work::Work;

/// Says who manages a member.
#[derive(Clone, Debug, Serialize)]
pub struct SetManager {
    /// Where.
    pub organization: OrganizationId,
    /// The member.
    pub person: PersonId,
    /// Another member, or nobody.
    pub manager: Option<PersonId>,
}

/// Says up to which total a member approves.
#[derive(Clone, Debug, Serialize)]
pub struct SetApprovalLimit {
    /// Where.
    pub organization: OrganizationId,
    /// The member.
    pub person: PersonId,
    /// The largest total; none is without a limit.
    pub limit: Option<Money>,
}

impl Command for SetManager {
    const NAME: &'static str = "set_manager";
    const ACTION: Action = Action::ManageMembers;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Organization>(self.organization)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let set = OrganizationCommand::SetManager { person: self.person, manager: self.manager };
        ask(work, self.organization, set).await
    }
}

impl Command for SetApprovalLimit {
    const NAME: &'static str = "set_approval_limit";
    const ACTION: Action = Action::ManageMembers;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Organization>(self.organization)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let set = OrganizationCommand::SetApprovalLimit { person: self.person, limit: self.limit };
        ask(work, self.organization, set).await
    }
}

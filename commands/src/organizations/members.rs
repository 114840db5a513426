//! The people of an organization.

use std::collections::BTreeSet;

use domain::journal::StreamKey;
use domain::organizations::{Action, MemberRole, Organization, OrganizationCommand};
use domain::vocabulary::{OrganizationId, PersonId};
use serde::Serialize;

use super::register::change;
use crate::command::Command;
use crate::error::CommandError;
use crate::work::Work;

/// Lets a person in.
#[derive(Clone, Debug, Serialize)]
pub struct JoinMember {
    /// Where.
    pub organization: OrganizationId,
    /// Who.
    pub person: PersonId,
    /// As what.
    pub roles: BTreeSet<MemberRole>,
}

/// Gives a member other roles.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeMemberRoles {
    /// Where.
    pub organization: OrganizationId,
    /// Who.
    pub person: PersonId,
    /// All roles from now on.
    pub roles: BTreeSet<MemberRole>,
}

/// Stops a member from doing anything.
#[derive(Clone, Debug, Serialize)]
pub struct BlockMember {
    /// Where.
    pub organization: OrganizationId,
    /// Who.
    pub person: PersonId,
}

/// Lets a blocked member act again.
#[derive(Clone, Debug, Serialize)]
pub struct UnblockMember {
    /// Where.
    pub organization: OrganizationId,
    /// Who.
    pub person: PersonId,
}

/// Ends a membership.
#[derive(Clone, Debug, Serialize)]
pub struct RemoveMember {
    /// Where.
    pub organization: OrganizationId,
    /// Who.
    pub person: PersonId,
}

impl Command for JoinMember {
    const NAME: &'static str = "join_member";
    const ACTION: Action = Action::ManageMembers;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Organization>(self.organization)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let join = OrganizationCommand::Join { person: self.person, roles: self.roles.clone() };
        ask(work, self.organization, join).await
    }
}

impl Command for ChangeMemberRoles {
    const NAME: &'static str = "change_member_roles";
    const ACTION: Action = Action::ManageMembers;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Organization>(self.organization)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let roles = OrganizationCommand::ChangeRoles { person: self.person, roles: self.roles.clone() };
        ask(work, self.organization, roles).await
    }
}

impl Command for BlockMember {
    const NAME: &'static str = "block_member";
    const ACTION: Action = Action::ManageMembers;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Organization>(self.organization)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        ask(work, self.organization, OrganizationCommand::BlockMember { person: self.person }).await
    }
}

impl Command for UnblockMember {
    const NAME: &'static str = "unblock_member";
    const ACTION: Action = Action::ManageMembers;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Organization>(self.organization)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        ask(work, self.organization, OrganizationCommand::UnblockMember { person: self.person }).await
    }
}

impl Command for RemoveMember {
    const NAME: &'static str = "remove_member";
    const ACTION: Action = Action::ManageMembers;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Organization>(self.organization)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        ask(work, self.organization, OrganizationCommand::Leave { person: self.person }).await
    }
}

/// Asks something of the requester's organization.
pub(super) async fn ask(
    work: &mut Work<'_>,
    organization: OrganizationId,
    command: OrganizationCommand,
) -> Result<(), CommandError> {
    let mut organization = work.load::<Organization>(organization).await?;
    change(work, &mut organization, command).await
}

//! Blocking an organization as a whole: nobody of it can do anything from then on.

use domain::journal::StreamKey;
use domain::organizations::{Action, BlockReason, Organization, OrganizationCommand};
use domain::vocabulary::OrganizationId;
use serde::Serialize;

use super::members::ask;
use crate::command::Command;
use crate::error::CommandError;
use crate::work::Work;

/// Blocks an organization, as the supplier.
#[derive(Clone, Debug, Serialize)]
pub struct BlockOrganization {
    /// Which.
    pub organization: OrganizationId,
    /// Why.
    pub reason: BlockReason,
}

/// Lets a blocked organization act again.
#[derive(Clone, Debug, Serialize)]
pub struct UnblockOrganization {
    /// Which.
    pub organization: OrganizationId,
}

impl Command for BlockOrganization {
    const NAME: &'static str = "block_organization";
    const ACTION: Action = Action::BlockOrganization;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Organization>(self.organization)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        ask(work, self.organization, OrganizationCommand::Block { reason: self.reason }).await
    }
}

impl Command for UnblockOrganization {
    const NAME: &'static str = "unblock_organization";
    const ACTION: Action = Action::BlockOrganization;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Organization>(self.organization)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        ask(work, self.organization, OrganizationCommand::Unblock).await
    }
}

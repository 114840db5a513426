//! Publishing another approval policy of an organization.

use domain::approvals::policy::{ApprovalPolicy, PolicyCommand, Rule};
use domain::journal::StreamKey;
use domain::organizations::Action;
use domain::vocabulary::OrganizationId;
use serde::Serialize;

use crate::command::Command;
use crate::error::CommandError;
use crate::work::Work;

/// Publishes the rules as the next version.
#[derive(Clone, Debug, Serialize)]
pub struct PublishApprovalPolicy {
    /// Whose policy.
    pub organization: OrganizationId,
    /// The version that the rules were written on; another one in force means that
    /// somebody published meanwhile.
    pub based_on: u32,
    /// The rules.
    pub rules: Vec<Rule>,
    /// What changes and why, for those who read the versions later.
    pub note: Option<String>,
}

impl Command for PublishApprovalPolicy {
    const NAME: &'static str = "publish_approval_policy";
    const ACTION: Action = Action::ManageApprovalPolicy;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<ApprovalPolicy>(self.organization)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        if work.requester().tenant().organization() != Some(self.organization) {
            return Err(CommandError::NotFound);
        }
        let mut policy = work.load_new::<ApprovalPolicy>(self.organization).await?;
        let note = self.note.as_deref().map(|note| work.text(note));
        let publish = PolicyCommand::Publish {
            organization: self.organization,
            based_on: self.based_on,
            rules: self.rules.clone(),
            note,
        };
        work.decide(&mut policy, publish).await?;
        Ok(())
    }
}

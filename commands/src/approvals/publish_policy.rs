//! Publishing another approval policy of an organization.

use domain::approvals::policy::{ApprovalPolicy, PolicyCommand, WordedRule};
use domain::journal::StreamKey;
use domain::organizations::Action;
use domain::vocabulary::OrganizationId;
use serde::Serialize;

use super::people::members;
use super::worded::Words;
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
    /// The rules with what people call them.
    pub rules: Vec<WordedRule>,
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
        publish(work, self.organization, self.based_on, &self.rules, self.note.as_deref()).await
    }
}

/// Puts rules in force. Rules whose words stayed keep their texts, so that publishing what is
/// in force already changes nothing.
pub(super) async fn publish(
    work: &mut Work<'_>,
    organization: OrganizationId,
    based_on: u32,
    rules: &[WordedRule],
    note: Option<&str>,
) -> Result<(), CommandError> {
    let mut policy = work.load_new::<ApprovalPolicy>(organization).await?;
    let known = Words::of(work.pool(), &policy.in_force().rules).await?;
    let members = members(work.pool(), organization.into()).await?;
    let rules = rules.iter().map(|rule| known.kept(work, rule)).collect();
    let note = note.filter(|note| !note.trim().is_empty()).map(|note| work.text(note));
    let publish = PolicyCommand::Publish { organization, based_on, rules, note, members };
    work.decide(&mut policy, publish).await?;
    Ok(())
}

//! Publishing the draft of an approval policy.

use domain::approvals::policy::ApprovalPolicy;
use domain::journal::StreamKey;
use domain::organizations::Action;
use domain::vocabulary::OrganizationId;
use serde::Serialize;

use super::draft::{DraftError, draft, end, own, seen};
use super::publish_policy::publish;
use crate::command::Command;
use crate::error::CommandError;
use crate::work::Work;

/// Puts the draft in force, and ends it.
#[derive(Clone, Debug, Serialize)]
pub struct PublishApprovalPolicyDraft {
    /// Whose policy.
    pub organization: OrganizationId,
    /// The version of the draft that was seen.
    pub version: i64,
    /// What changes and why, for those who read the versions later.
    pub note: Option<String>,
}

impl Command for PublishApprovalPolicyDraft {
    const NAME: &'static str = "publish_approval_policy_draft";
    const ACTION: Action = Action::ManageApprovalPolicy;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<ApprovalPolicy>(self.organization)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        own(work, self.organization)?;
        let now = draft(work.pool(), self.organization.into()).await?;
        let draft = seen(now, self.version)?.ok_or(DraftError::Missing)?;
        publish(work, self.organization, draft.based_on, &draft.rules, self.note.as_deref()).await?;
        end(work, &draft);
        Ok(())
    }
}

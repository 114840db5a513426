//! Publishing another approval policy of an organization.

use domain::approvals::policy::{ApprovalPolicy, Effect, PolicyCommand, Rule, Wording};
use domain::journal::StreamKey;
use domain::organizations::Action;
use domain::vocabulary::OrganizationId;
use serde::Serialize;

use super::asking::candidates;
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

/// A rule with the words that a person wrote for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WordedRule {
    /// The rule; its own wording is replaced by the words below.
    pub rule: Rule,
    /// What it is called.
    pub name: String,
    /// What is said to whoever it denies an order.
    pub message: Option<String>,
}

impl WordedRule {
    fn kept(&self, work: &mut Work<'_>) -> Rule {
        let mut rule = self.rule.clone();
        rule.name = Wording::Written { text: work.text(&self.name) };
        if let (Effect::Deny { message }, Some(words)) = (&mut rule.effect, &self.message) {
            *message = Wording::Written { text: work.text(words) };
        }
        rule
    }
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
        let members = candidates(work.pool(), work.requester().tenant()).await?;
        let publish = PolicyCommand::Publish {
            members,
            organization: self.organization,
            based_on: self.based_on,
            rules: self.rules.iter().map(|rule| rule.kept(work)).collect(),
            note,
        };
        work.decide(&mut policy, publish).await?;
        Ok(())
    }
}

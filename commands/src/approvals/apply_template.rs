//! Beginning with a template: its rule joins the draft.

use domain::approvals::policy::{Filling, RuleId, Template, WordedRule};
use domain::journal::StreamKey;
use domain::organizations::Action;
use domain::refusal::Language;
use domain::vocabulary::OrganizationId;
use serde::Serialize;

use super::draft::{DraftSaved, draft, own, save, seen};
use super::published::published;
use crate::command::Command;
use crate::error::CommandError;
use crate::work::Work;

/// Adds the rule of a template to the draft. Without a draft one is begun with the rules in force.
#[derive(Clone, Debug, Serialize)]
pub struct ApplyApprovalPolicyTemplate {
    /// Whose policy.
    pub organization: OrganizationId,
    /// The version of the draft that was seen; 0 where there was none.
    pub version: i64,
    /// Which template.
    pub template: Template,
    /// What is filled into it.
    pub filling: Filling,
}

impl Command for ApplyApprovalPolicyTemplate {
    const NAME: &'static str = "apply_approval_policy_template";
    const ACTION: Action = Action::ManageApprovalPolicy;
    type Outcome = DraftSaved;

    fn streams(&self) -> Vec<StreamKey> {
        vec![]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<DraftSaved, CommandError> {
        own(work, self.organization)?;
        let now = draft(work.pool(), self.organization.into()).await?;
        let last = now.1;
        let (based_on, mut rules) = if let Some(draft) = seen(now, self.version)? {
            (draft.based_on, draft.rules)
        } else {
            let published = published(work.pool(), self.organization).await?;
            (published.version, published.rules)
        };
        let used = rules.iter().map(|worded| worded.rule.id.0).max().unwrap_or_default();
        let rule = self.template.rule(RuleId(used.saturating_add(1)), &self.filling);
        let name = self.template.name(Language::Russian).to_owned();
        rules.push(WordedRule { rule, name, message: None });
        save(work, last, based_on, &rules)
    }
}

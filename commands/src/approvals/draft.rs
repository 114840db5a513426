//! The policy that somebody is writing: a table, nobody's history.

use domain::approvals::policy::{PolicyError, WordedRule, within_limits};
use domain::journal::{StreamKey, Tenant};
use domain::organizations::Action;
use domain::refusal::Refusal;
use domain::vocabulary::OrganizationId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::{PgConnection, PgPool};

use super::in_force::in_force;
use crate::command::Command;
use crate::error::CommandError;
use crate::journal::effect::Writing;
use crate::journal::{Append, Effect, EffectError, StoreError};
use crate::work::Work;

/// A draft of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyDraft {
    /// How often it was changed.
    pub version: i64,
    /// The version in force that it was begun with; 0 is the default policy.
    pub based_on: u32,
    /// Its rules.
    pub rules: Vec<WordedRule>,
}

/// The draft of an organization, if there is one; and the version of the next change.
pub(super) async fn draft(pool: &PgPool, tenant: Tenant) -> Result<(Option<PolicyDraft>, i64), CommandError> {
    let row = sqlx::query!(
        "SELECT version, based_on, rules FROM approvals.policy_drafts WHERE organization = $1",
        tenant.to_string()
    );
    let Some(row) = row.fetch_optional(pool).await.map_err(CommandError::database)? else {
        return Ok((None, 0));
    };
    let Some(rules) = row.rules else { return Ok((None, row.version)) };
    let rules = serde_json::from_value(rules).map_err(StoreError::Json)?;
    let based_on = u32::try_from(row.based_on).unwrap_or_default();
    Ok((Some(PolicyDraft { version: row.version, based_on, rules }), row.version))
}

/// Why a draft is not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DraftError {
    /// Somebody else changed it in the meantime.
    #[error("the draft of the approval policy was changed in the meantime: read it again")]
    Changed,
    /// There is no draft.
    #[error("there is no draft of the approval policy")]
    Missing,
}

impl Refusal for DraftError {
    fn code(&self) -> &'static str {
        match self {
            Self::Changed => "POLICY_DRAFT_CHANGED",
            Self::Missing => "POLICY_DRAFT_MISSING",
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::Changed => "Черновик правил согласования тем временем изменили: откройте его заново.",
            Self::Missing => "Черновика правил согласования нет.",
        }
        .to_owned()
    }

    fn field(&self) -> Option<&'static str> {
        Some("draftVersion")
    }
}

/// Which draft a person saw.
pub(super) fn seen(
    (draft, version): (Option<PolicyDraft>, i64),
    seen: i64,
) -> Result<Option<PolicyDraft>, DraftError> {
    let version = if draft.is_some() { version } else { 0 };
    if version == seen { Ok(draft) } else { Err(DraftError::Changed) }
}

/// A draft as a command left it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftSaved {
    /// Its version.
    pub version: i64,
}

/// Keeps rules that are not finished yet. Whether they could be in force is asked when they
/// are published.
#[derive(Clone, Debug, Serialize)]
pub struct SaveApprovalPolicyDraft {
    /// Whose policy.
    pub organization: OrganizationId,
    /// The version of the draft that was seen; 0 where there was none.
    pub version: i64,
    /// The version in force that the rules were compared with. The draft is moved onto it; without
    /// one it stays on that which it was begun with.
    pub based_on: Option<u32>,
    /// All the rules.
    pub rules: Vec<WordedRule>,
}

impl Command for SaveApprovalPolicyDraft {
    const NAME: &'static str = "save_approval_policy_draft";
    const ACTION: Action = Action::ManageApprovalPolicy;
    type Outcome = DraftSaved;

    fn streams(&self) -> Vec<StreamKey> {
        vec![]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<DraftSaved, CommandError> {
        own(work, self.organization)?;
        let now = draft(work.pool(), self.organization.into()).await?;
        let last = now.1;
        let based_on = match (seen(now, self.version)?, self.based_on) {
            (Some(draft), None) => draft.based_on,
            (_, compared) => {
                let current = in_force(work.pool(), self.organization.into()).await?.version;
                if compared.is_some_and(|compared| compared != current) {
                    return Err(PolicyError::Outdated { current }.into());
                }
                current
            }
        };
        save(work, last, based_on, &self.rules)
    }
}

/// Gives the draft up.
#[derive(Clone, Debug, Serialize)]
pub struct DiscardApprovalPolicyDraft {
    /// Whose policy.
    pub organization: OrganizationId,
    /// The version of the draft that was seen.
    pub version: i64,
}

impl Command for DiscardApprovalPolicyDraft {
    const NAME: &'static str = "discard_approval_policy_draft";
    const ACTION: Action = Action::ManageApprovalPolicy;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        own(work, self.organization)?;
        let now = draft(work.pool(), self.organization.into()).await?;
        let draft = seen(now, self.version)?.ok_or(DraftError::Missing)?;
        end(work, &draft);
        Ok(())
    }
}

/// Refuses an organization that is not the requester's.
pub(super) fn own(work: &Work<'_>, organization: OrganizationId) -> Result<(), CommandError> {
    match work.requester().tenant().organization() {
        Some(own) if own == organization => Ok(()),
        _ => Err(CommandError::NotFound),
    }
}

/// Keeps rules as the next version of the draft.
pub(super) fn save(
    work: &mut Work<'_>,
    last: i64,
    based_on: u32,
    rules: &[WordedRule],
) -> Result<DraftSaved, CommandError> {
    within_limits(rules.iter().map(|worded| &worded.rule))?;
    let rules = serde_json::to_value(rules).map_err(StoreError::Json)?;
    work.effect(DraftWritten { last, based_on, rules: Some(rules) });
    Ok(DraftSaved { version: last + 1 })
}

/// Ends a draft.
pub(super) fn end(work: &mut Work<'_>, draft: &PolicyDraft) {
    work.effect(DraftWritten { last: draft.version, based_on: draft.based_on, rules: None });
}

/// The draft is in the version after the one that was seen.
struct DraftWritten {
    last: i64,
    based_on: u32,
    rules: Option<Value>,
}

impl Effect for DraftWritten {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, append: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            let written = sqlx::query!(
                "INSERT INTO approvals.policy_drafts (organization, version, based_on, rules, saved_by, saved_at)
                 VALUES ($1, $2::bigint + 1, $3, $4, $5, $6)
                 ON CONFLICT (organization) DO UPDATE
                    SET version = excluded.version, based_on = excluded.based_on, rules = excluded.rules,
                        saved_by = excluded.saved_by, saved_at = excluded.saved_at
                  WHERE policy_drafts.version = $2",
                append.tenant.to_string(),
                self.last,
                i32::try_from(self.based_on).unwrap_or(i32::MAX),
                self.rules,
                append.actor.to_string(),
                append.occurred_at
            )
            .execute(transaction)
            .await?;
            if written.rows_affected() == 0 { Err(EffectError::Conflict) } else { Ok(()) }
        })
    }
}

//! The approval policy of an organization on the wire.

pub mod change;
pub mod condition;
pub mod finding;
pub mod input;
pub mod preview;
pub mod rule;
pub mod template;
pub mod version;

pub mod apply_approval_policy_template;
pub mod discard_approval_policy_draft;
pub mod publish_approval_policy;
pub mod save_approval_policy_draft;

use async_graphql::{Context, MergedObject, Object, Result};
use commands::approvals::PublishApprovalPolicyDraft;
use domain::approvals::policy::{WordedRule, compare, templates};
use domain::vocabulary::OrganizationId;
use projections::ScopedRead;
use projections::approvals::{
    PolicyVersionRow, policy_draft, policy_in_force, policy_version, policy_versions,
};

use self::change::ApprovalPolicyChange;
use self::template::ApprovalPolicyTemplate;
use self::version::{ApprovalPolicyDraft, ApprovalPolicyVersion};
use crate::graphql::asking::Asking;
use crate::graphql::errors::unread;
use crate::graphql::global_id::GlobalId;
use crate::graphql::standpoint::Standpoint;
use crate::graphql::user_error::UserError;
use crate::visitor::Visitor;

/// The most versions of a page.
const PAGE: u32 = 100;

/// Changing an approval policy.
#[derive(MergedObject, Default)]
pub struct ApprovalPolicyMutations(
    save_approval_policy_draft::SaveApprovalPolicyDraftMutation,
    discard_approval_policy_draft::DiscardApprovalPolicyDraftMutation,
    publish_approval_policy::PublishApprovalPolicyMutation,
    apply_approval_policy_template::ApplyApprovalPolicyTemplateMutation,
);

/// The approval policy of an organization.
pub struct ApprovalPolicy {
    /// Which organization.
    pub organization: OrganizationId,
}

/// The rules by which orders of an organization are approved.
#[Object]
impl ApprovalPolicy {
    /// The version in force; null when whoever asks may not see it.
    pub async fn in_force(&self, ctx: &Context<'_>) -> Result<Option<ApprovalPolicyVersion>> {
        let mut read = self.standpoint().read(ctx).await?;
        let row = policy_in_force(&mut read).await.map_err(unread)?;
        self.with_words(ctx, &mut read, row).await
    }

    /// One of the versions; null when there is none of this number.
    async fn version(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The number of the version; 0 is the default policy.")] number: u32,
    ) -> Result<Option<ApprovalPolicyVersion>> {
        let mut read = self.standpoint().read(ctx).await?;
        let row = policy_version(&mut read, number).await.map_err(unread)?;
        self.with_words(ctx, &mut read, row).await
    }

    /// The versions, the newest first. The default policy is the oldest.
    async fn versions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many of them; at most 100, and 20 if nothing is said.")] first: Option<u32>,
        #[graphql(desc = "Only those before this version.")] before: Option<u32>,
    ) -> Result<Vec<ApprovalPolicyVersion>> {
        let mut read = self.standpoint().read(ctx).await?;
        let most = first.unwrap_or(20).min(PAGE);
        let rows = policy_versions(&mut read, before, most).await.map_err(unread)?;
        let mut versions = Vec::with_capacity(rows.len());
        for row in rows {
            versions.extend(self.with_words(ctx, &mut read, Some(row)).await?);
        }
        Ok(versions)
    }

    /// The policy that somebody is writing; null when nobody does, and for those who may not
    /// change it.
    pub async fn draft(&self, ctx: &Context<'_>) -> Result<Option<ApprovalPolicyDraft>> {
        let mut read = self.standpoint().read(ctx).await?;
        let Some(row) = policy_draft(&mut read).await.map_err(unread)? else { return Ok(None) };
        drop(read);
        let publish =
            PublishApprovalPolicyDraft { organization: self.organization, version: row.version, note: None };
        let asking = Asking::as_member(GlobalId(self.organization), None);
        let problem = match asking.rehearse(ctx, &publish).await? {
            Ok(()) => None,
            Err(error) => Some(UserError::because(error, Visitor::of(ctx)?.language)?),
        };
        Ok(Some(ApprovalPolicyDraft::of(row, problem, self.standpoint(), Visitor::of(ctx)?.language)))
    }

    /// Rules to begin with.
    #[expect(clippy::unused_async, reason = "resolvers are async functions")]
    async fn templates(&self, ctx: &Context<'_>) -> Result<Vec<ApprovalPolicyTemplate>> {
        let language = Visitor::of(ctx)?.language;
        Ok(templates().iter().map(|template| ApprovalPolicyTemplate::of(*template, language)).collect())
    }

    /// What differs between two versions, field by field; null when one of them is not there.
    async fn compare(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The earlier version; the one in force, if none is named.")] from: Option<u32>,
        #[graphql(desc = "The later version; the draft, if none is named.")] to: Option<u32>,
    ) -> Result<Option<Vec<ApprovalPolicyChange>>> {
        let mut read = self.standpoint().read(ctx).await?;
        let before = self.worded(&mut read, from).await?;
        let after = self.worded_or_draft(&mut read, to).await?;
        let (Some(before), Some(after)) = (before, after) else { return Ok(None) };
        let changes = compare(&before, &after);
        Ok(Some(changes.into_iter().map(ApprovalPolicyChange::from).collect()))
    }
}

impl ApprovalPolicy {
    const fn standpoint(&self) -> Standpoint {
        Standpoint::Member(self.organization)
    }

    async fn with_words(
        &self,
        ctx: &Context<'_>,
        read: &mut ScopedRead,
        row: Option<PolicyVersionRow>,
    ) -> Result<Option<ApprovalPolicyVersion>> {
        let Some(row) = row else { return Ok(None) };
        let language = Visitor::of(ctx)?.language;
        ApprovalPolicyVersion::of(read, row, self.standpoint(), language).await.map(Some)
    }

    /// The rules of a version, or of the one in force.
    async fn worded(&self, read: &mut ScopedRead, version: Option<u32>) -> Result<Option<Vec<WordedRule>>> {
        let row = match version {
            Some(version) => policy_version(read, version).await,
            None => policy_in_force(read).await,
        };
        let Some(row) = row.map_err(unread)? else { return Ok(None) };
        Ok(Some(row.worded(read).await.map_err(unread)?))
    }

    /// The rules of a version, or of the draft.
    async fn worded_or_draft(
        &self,
        read: &mut ScopedRead,
        version: Option<u32>,
    ) -> Result<Option<Vec<WordedRule>>> {
        match version {
            Some(_) => self.worded(read, version).await,
            None => Ok(policy_draft(read).await.map_err(unread)?.map(|draft| draft.rules)),
        }
    }
}

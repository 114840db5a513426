//! `saveApprovalPolicyDraft`: rules that are not finished yet.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::approvals::SaveApprovalPolicyDraft;
use domain::vocabulary::OrganizationId;

use super::ApprovalPolicy;
use super::input::{ApprovalRuleInput, worded};
use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;

/// The rules of a draft.
#[derive(InputObject)]
pub struct SaveApprovalPolicyDraftInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// The version of the draft that was seen; 0 where there was none.
    draft_version: i64,
    /// The version in force that the rules were compared with: the draft is moved onto it, and
    /// can be published then. Without it the draft stays on the version that it was begun with.
    based_on: Option<u32>,
    /// All the rules.
    #[graphql(validator(max_items = 500))]
    rules: Vec<ApprovalRuleInput>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of keeping a draft.
#[derive(SimpleObject)]
pub struct SaveApprovalPolicyDraftPayload {
    /// The policy as it is then; null when it was refused.
    approval_policy: Option<ApprovalPolicy>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Keeping a draft of an approval policy.
#[derive(Default)]
pub struct SaveApprovalPolicyDraftMutation;

#[Object]
impl SaveApprovalPolicyDraftMutation {
    /// Keeps rules that are not finished yet, as an administrator.
    async fn save_approval_policy_draft(
        &self,
        ctx: &Context<'_>,
        input: SaveApprovalPolicyDraftInput,
    ) -> Result<SaveApprovalPolicyDraftPayload> {
        let organization = input.organization_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let (version, based_on) = (input.draft_version, input.based_on);
        let command = worded(input.rules).map(|rules| SaveApprovalPolicyDraft {
            organization,
            version,
            based_on,
            rules,
        });
        let carried = asking.carry_out(ctx, command).await?;
        let approval_policy = carried.outcome.map(|_| ApprovalPolicy { organization });
        Ok(SaveApprovalPolicyDraftPayload { approval_policy, answer: carried.answer })
    }
}

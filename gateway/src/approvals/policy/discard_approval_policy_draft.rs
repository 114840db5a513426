//! `discardApprovalPolicyDraft`: the draft is given up.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::approvals::DiscardApprovalPolicyDraft;
use domain::vocabulary::OrganizationId;

use super::ApprovalPolicy;

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;

/// Which draft is given up.
#[derive(InputObject)]
pub struct DiscardApprovalPolicyDraftInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// The version of the draft that was seen.
    draft_version: i64,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of giving a draft up.
#[derive(SimpleObject)]
pub struct DiscardApprovalPolicyDraftPayload {
    /// The policy as it is then; null when it was refused.
    approval_policy: Option<ApprovalPolicy>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Giving a draft of an approval policy up.
#[derive(Default)]
pub struct DiscardApprovalPolicyDraftMutation;

#[Object]
impl DiscardApprovalPolicyDraftMutation {
    /// Gives the draft of the approval policy up, as an administrator.
    async fn discard_approval_policy_draft(
        &self,
        ctx: &Context<'_>,
        input: DiscardApprovalPolicyDraftInput,
    ) -> Result<DiscardApprovalPolicyDraftPayload> {
        let organization = input.organization_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let command = Ok(DiscardApprovalPolicyDraft { organization, version: input.draft_version });
        let carried = asking.carry_out(ctx, command).await?;
        let approval_policy = carried.outcome.map(|()| ApprovalPolicy { organization });
        Ok(DiscardApprovalPolicyDraftPayload { approval_policy, answer: carried.answer })
    }
}

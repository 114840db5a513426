//! `revokeApprovalDelegation`: nobody decides in the place of another any more.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::approvals::RevokeDelegation;
use domain::vocabulary::{DelegationId, OrganizationId};

use super::delegation::ApprovalDelegation;
use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;

/// Which delegation to end.
#[derive(InputObject)]
pub struct RevokeApprovalDelegationInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// The delegation.
    delegation_id: GlobalId<DelegationId>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of ending a delegation.
#[derive(SimpleObject)]
pub struct RevokeApprovalDelegationPayload {
    /// The delegation as it is now; null when it was refused.
    delegation: Option<ApprovalDelegation>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Ending a delegation.
#[derive(Default)]
pub struct RevokeApprovalDelegationMutation;

#[Object]
impl RevokeApprovalDelegationMutation {
    /// Ends a delegation before its time: as who gave it, as who has it, or as an administrator.
    async fn revoke_approval_delegation(
        &self,
        ctx: &Context<'_>,
        input: RevokeApprovalDelegationInput,
    ) -> Result<RevokeApprovalDelegationPayload> {
        let delegation = input.delegation_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let command = Ok(RevokeDelegation { delegation });
        let (delegation, answer) = asking.of_delegation(ctx, command, |()| delegation).await?;
        Ok(RevokeApprovalDelegationPayload { delegation, answer })
    }
}

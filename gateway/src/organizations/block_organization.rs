//! `blockOrganization`: nobody of an organization can do anything.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::organizations::BlockOrganization;
use domain::vocabulary::OrganizationId;

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::organizations::Organization;
use crate::organizations::organization_words::BlockReasonWord;

/// Which organization to block, and why.
#[derive(InputObject)]
pub struct BlockOrganizationInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// Why.
    reason: BlockReasonWord,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of blocking an organization.
#[derive(SimpleObject)]
pub struct BlockOrganizationPayload {
    /// The organization as it is now; null when it was refused.
    organization: Option<Organization>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Blocking an organization.
#[derive(Default)]
pub struct BlockOrganizationMutation;

#[Object]
impl BlockOrganizationMutation {
    /// Keeps everybody of an organization from doing anything, as the supplier.
    async fn block_organization(
        &self,
        ctx: &Context<'_>,
        input: BlockOrganizationInput,
    ) -> Result<BlockOrganizationPayload> {
        let organization = input.organization_id.0;
        let asking = Asking::as_staff(input.organization_id, input.idempotency_key);
        let command = Ok(BlockOrganization { organization, reason: input.reason.into() });
        let (organization, answer) = asking.of_organization(ctx, command).await?;
        Ok(BlockOrganizationPayload { organization, answer })
    }
}

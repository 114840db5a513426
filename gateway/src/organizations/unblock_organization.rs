//! `unblockOrganization`: a blocked organization may act again.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::organizations::UnblockOrganization;
use domain::vocabulary::OrganizationId;

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::organizations::Organization;

/// Which organization to let act again.
#[derive(InputObject)]
pub struct UnblockOrganizationInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of unblocking an organization.
#[derive(SimpleObject)]
pub struct UnblockOrganizationPayload {
    /// The organization as it is now; null when it was refused.
    organization: Option<Organization>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Unblocking an organization.
#[derive(Default)]
pub struct UnblockOrganizationMutation;

#[Object]
impl UnblockOrganizationMutation {
    /// Lets a blocked organization act again, as the supplier.
    async fn unblock_organization(
        &self,
        ctx: &Context<'_>,
        input: UnblockOrganizationInput,
    ) -> Result<UnblockOrganizationPayload> {
        let organization = input.organization_id.0;
        let asking = Asking::as_staff(input.organization_id, input.idempotency_key);
        let command = Ok(UnblockOrganization { organization });
        let (organization, answer) = asking.of_organization(ctx, command).await?;
        Ok(UnblockOrganizationPayload { organization, answer })
    }
}

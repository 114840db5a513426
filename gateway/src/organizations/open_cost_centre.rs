//! `openCostCentre`: an organization gets a cost centre.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::organizations::OpenCostCentre;
use domain::vocabulary::{OrganizationId, PersonId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::organizations::cost_centre::CostCentre;

/// Which cost centre to open.
#[derive(InputObject)]
pub struct OpenCostCentreInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// Its code in the books of the organization, which no other open one has.
    code: String,
    /// Its name.
    name: String,
    /// The member who answers for it.
    person_id: GlobalId<PersonId>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of opening a cost centre.
#[derive(SimpleObject)]
pub struct OpenCostCentrePayload {
    /// The new cost centre; null when it was refused.
    cost_centre: Option<CostCentre>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Opening a cost centre.
#[derive(Default)]
pub struct OpenCostCentreMutation;

#[Object]
impl OpenCostCentreMutation {
    /// Opens a cost centre, as an administrator.
    async fn open_cost_centre(
        &self,
        ctx: &Context<'_>,
        input: OpenCostCentreInput,
    ) -> Result<OpenCostCentrePayload> {
        let organization = input.organization_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let owner = input.person_id.0;
        let command = Ok(OpenCostCentre { organization, code: input.code, name: input.name, owner });
        let (cost_centre, answer) = asking.of_opened_cost_centre(ctx, command).await?;
        Ok(OpenCostCentrePayload { cost_centre, answer })
    }
}

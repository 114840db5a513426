//! `changeCostCentre`: a cost centre is called something else, or has another owner.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::organizations::ChangeCostCentre;
use domain::vocabulary::{CostCentreId, OrganizationId, PersonId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::organizations::cost_centre::CostCentre;

/// What a cost centre is from now on.
#[derive(InputObject)]
pub struct ChangeCostCentreInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// The cost centre.
    cost_centre_id: GlobalId<CostCentreId>,
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

/// The outcome of changing a cost centre.
#[derive(SimpleObject)]
pub struct ChangeCostCentrePayload {
    /// The cost centre as it is now; null when it was refused.
    cost_centre: Option<CostCentre>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Changing a cost centre.
#[derive(Default)]
pub struct ChangeCostCentreMutation;

#[Object]
impl ChangeCostCentreMutation {
    /// Calls a cost centre something else or gives it to another owner, as an administrator.
    async fn change_cost_centre(
        &self,
        ctx: &Context<'_>,
        input: ChangeCostCentreInput,
    ) -> Result<ChangeCostCentrePayload> {
        let organization = input.organization_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let (cost_centre, owner) = (input.cost_centre_id.0, input.person_id.0);
        let (code, name) = (input.code, input.name);
        let command = Ok(ChangeCostCentre { organization, cost_centre, code, name, owner });
        let (cost_centre, answer) = asking.of_cost_centre(ctx, command, cost_centre).await?;
        Ok(ChangeCostCentrePayload { cost_centre, answer })
    }
}

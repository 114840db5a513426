//! `closeCostCentre`: nothing new is ordered for a cost centre.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::organizations::CloseCostCentre;
use domain::vocabulary::{CostCentreId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::organizations::cost_centre::CostCentre;

/// Which cost centre to close.
#[derive(InputObject)]
pub struct CloseCostCentreInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// The cost centre.
    cost_centre_id: GlobalId<CostCentreId>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of closing a cost centre.
#[derive(SimpleObject)]
pub struct CloseCostCentrePayload {
    /// The cost centre as it is now; null when it was refused.
    cost_centre: Option<CostCentre>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Closing a cost centre.
#[derive(Default)]
pub struct CloseCostCentreMutation;

#[Object]
impl CloseCostCentreMutation {
    /// Lets nothing new be ordered for a cost centre, as an administrator. Its code is free again.
    async fn close_cost_centre(
        &self,
        ctx: &Context<'_>,
        input: CloseCostCentreInput,
    ) -> Result<CloseCostCentrePayload> {
        let organization = input.organization_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let cost_centre = input.cost_centre_id.0;
        let command = Ok(CloseCostCentre { organization, cost_centre });
        let (cost_centre, answer) = asking.of_cost_centre(ctx, command, cost_centre).await?;
        Ok(CloseCostCentrePayload { cost_centre, answer })
    }
}

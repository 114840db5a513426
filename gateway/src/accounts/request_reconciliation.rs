//! `requestReconciliation`: 1C is asked for a reconciliation statement.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use chrono::NaiveDate;
use commands::accounts::RequestReconciliation;
use domain::vocabulary::{ContractId, OrganizationId};

use super::reconciliation::Reconciliation;
use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;

/// Of what a statement is asked.
#[derive(InputObject)]
pub struct RequestReconciliationInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// Under which contract; it says the currency.
    contract_id: GlobalId<ContractId>,
    /// The first day.
    first_day: NaiveDate,
    /// The last day; not after today.
    last_day: NaiveDate,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of asking for a statement.
#[derive(SimpleObject)]
pub struct RequestReconciliationPayload {
    /// The request as it is now; null when it was refused.
    reconciliation: Option<Reconciliation>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Asking for a statement.
#[derive(Default)]
pub struct RequestReconciliationMutation;

#[Object]
impl RequestReconciliationMutation {
    /// Asks 1C for a reconciliation statement, as an administrator or an accountant. Whoever asks
    /// for the same while 1C has not answered gets the same request; after it, 1C is asked again.
    async fn request_reconciliation(
        &self,
        ctx: &Context<'_>,
        input: RequestReconciliationInput,
    ) -> Result<RequestReconciliationPayload> {
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let (contract, from, to) = (input.contract_id.0, input.first_day, input.last_day);
        let command = Ok(RequestReconciliation { contract, from, to });
        let (reconciliation, answer) = asking.of_reconciliation(ctx, command, |id| id).await?;
        Ok(RequestReconciliationPayload { reconciliation, answer })
    }
}

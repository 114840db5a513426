//! `agreeReconciliation`: the organization agrees with a statement.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use commands::accounts::AgreeReconciliation;
use domain::vocabulary::{OrganizationId, ReconciliationId};

use super::reconciliation::Reconciliation;
use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::graphql::money::MoneyInput;

/// With what somebody agrees.
#[derive(InputObject)]
pub struct AgreeReconciliationInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// The request.
    reconciliation_id: GlobalId<ReconciliationId>,
    /// As known when: the moment at which the statement was looked at.
    known_at: DateTime<Utc>,
    /// What is owed after the last day, as whoever agrees saw it. It is refused when our ledger
    /// said something else at that moment.
    closing: MoneyInput,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of agreeing with a statement.
#[derive(SimpleObject)]
pub struct AgreeReconciliationPayload {
    /// The request as it is now; null when it was refused.
    reconciliation: Option<Reconciliation>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Agreeing with a statement.
#[derive(Default)]
pub struct AgreeReconciliationMutation;

#[Object]
impl AgreeReconciliationMutation {
    /// Agrees with a statement as it was seen, as an administrator or an accountant. What changes
    /// in the period afterwards is told by `changesSinceAgreed`.
    async fn agree_reconciliation(
        &self,
        ctx: &Context<'_>,
        input: AgreeReconciliationInput,
    ) -> Result<AgreeReconciliationPayload> {
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let (reconciliation, known_at) = (input.reconciliation_id.0, input.known_at);
        let command =
            input.closing.try_into().map(|closing| AgreeReconciliation { reconciliation, known_at, closing });
        let (reconciliation, answer) = asking.of_reconciliation(ctx, command, |()| reconciliation).await?;
        Ok(AgreeReconciliationPayload { reconciliation, answer })
    }
}

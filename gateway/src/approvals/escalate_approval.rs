//! `escalateApproval`: others decide as well.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::approvals::EscalateApproval as Escalate;
use domain::vocabulary::{OrderId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;

use crate::ordering::Order;

/// What is escalated.
#[derive(InputObject)]
pub struct EscalateApprovalInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,

    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of escalating.
#[derive(SimpleObject)]
pub struct EscalateApprovalPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Escalating an approval.
#[derive(Default)]
pub struct EscalateApprovalMutation;

#[Object]
impl EscalateApprovalMutation {
    /// Lets others decide in the current stage as well, before its time is over: those whom the
    /// rule names for it, else the administrators.
    async fn escalate_approval(
        &self,
        ctx: &Context<'_>,
        input: EscalateApprovalInput,
    ) -> Result<EscalateApprovalPayload> {
        let order = input.order_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let command = Ok(Escalate { order });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(EscalateApprovalPayload { order, answer })
    }
}

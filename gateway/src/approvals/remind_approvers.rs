//! `remindApprovers`: those who have not decided are told once more.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::approvals::RemindApprovers as Remind;
use domain::vocabulary::{OrderId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;

use crate::ordering::Order;

/// About what.
#[derive(InputObject)]
pub struct RemindApproversInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,

    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of reminding.
#[derive(SimpleObject)]
pub struct RemindApproversPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Reminding approvers.
#[derive(Default)]
pub struct RemindApproversMutation;

#[Object]
impl RemindApproversMutation {
    /// Reminds those who have not decided, at most once in four hours.
    async fn remind_approvers(
        &self,
        ctx: &Context<'_>,
        input: RemindApproversInput,
    ) -> Result<RemindApproversPayload> {
        let order = input.order_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let command = Ok(Remind { order });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(RemindApproversPayload { order, answer })
    }
}

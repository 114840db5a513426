//! `withdrawOrder`: a submission is taken back.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::WithdrawOrder;
use domain::vocabulary::{OrderId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::Order;

/// Which submission to take back.
#[derive(InputObject)]
pub struct WithdrawOrderInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of taking a submission back.
#[derive(SimpleObject)]
pub struct WithdrawOrderPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Taking a submission back.
#[derive(Default)]
pub struct WithdrawOrderMutation;

#[Object]
impl WithdrawOrderMutation {
    /// Takes a submitted order back before it is decided; it is a draft again.
    async fn withdraw_order(
        &self,
        ctx: &Context<'_>,
        input: WithdrawOrderInput,
    ) -> Result<WithdrawOrderPayload> {
        let order = input.order_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let command = Ok(WithdrawOrder { order });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(WithdrawOrderPayload { order, answer })
    }
}

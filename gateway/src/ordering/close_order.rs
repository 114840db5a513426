//! `closeOrder`: nothing is left to do.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::CloseOrder;
use domain::vocabulary::{OrderId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::Order;

/// Which order to finish.
#[derive(InputObject)]
pub struct CloseOrderInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of finishing an order.
#[derive(SimpleObject)]
pub struct CloseOrderPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Finishing an order.
#[derive(Default)]
pub struct CloseOrderMutation;

#[Object]
impl CloseOrderMutation {
    /// Finishes a delivered order, as the supplier.
    async fn close_order(&self, ctx: &Context<'_>, input: CloseOrderInput) -> Result<CloseOrderPayload> {
        let order = input.order_id.0;
        let asking = Asking::as_staff(input.organization_id, input.idempotency_key);
        let command = Ok(CloseOrder { order });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(CloseOrderPayload { order, answer })
    }
}

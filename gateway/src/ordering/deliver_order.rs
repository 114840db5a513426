//! `deliverOrder`: all goods arrived.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::DeliverOrder;
use domain::vocabulary::{OrderId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::Order;

/// Which order arrived.
#[derive(InputObject)]
pub struct DeliverOrderInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of noting the arrival.
#[derive(SimpleObject)]
pub struct DeliverOrderPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Noting the arrival.
#[derive(Default)]
pub struct DeliverOrderMutation;

#[Object]
impl DeliverOrderMutation {
    /// Notes that all goods of an order arrived, as the supplier.
    async fn deliver_order(
        &self,
        ctx: &Context<'_>,
        input: DeliverOrderInput,
    ) -> Result<DeliverOrderPayload> {
        let order = input.order_id.0;
        let asking = Asking::as_staff(input.organization_id, input.idempotency_key);
        let command = Ok(DeliverOrder { order });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(DeliverOrderPayload { order, answer })
    }
}

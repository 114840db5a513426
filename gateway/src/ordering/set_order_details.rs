//! `setOrderDetails`: what goes with the goods of a draft or of a returned order.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::SetOrderDetails;
use domain::vocabulary::{OrderId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::Order;
use crate::ordering::details_input::OrderDetailsInput;

/// What goes with the goods.
#[derive(InputObject)]
pub struct SetOrderDetailsInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,
    /// What is set.
    details: OrderDetailsInput,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of setting what goes with the goods.
#[derive(SimpleObject)]
pub struct SetOrderDetailsPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Setting what goes with the goods.
#[derive(Default)]
pub struct SetOrderDetailsMutation;

#[Object]
impl SetOrderDetailsMutation {
    /// Sets remarks, cost centres, the delivery and the wanted date, all of it or nothing.
    async fn set_order_details(
        &self,
        ctx: &Context<'_>,
        input: SetOrderDetailsInput,
    ) -> Result<SetOrderDetailsPayload> {
        let order = input.order_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let command = Ok(SetOrderDetails { order, details: input.details.into() });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(SetOrderDetailsPayload { order, answer })
    }
}

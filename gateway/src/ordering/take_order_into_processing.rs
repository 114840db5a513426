//! `takeOrderIntoProcessing`: the supplier begins with a confirmed order.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::TakeOrderIntoProcessing;
use domain::vocabulary::{OrderId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::Order;

/// Which order to begin with.
#[derive(InputObject)]
pub struct TakeOrderIntoProcessingInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of taking an order into processing.
#[derive(SimpleObject)]
pub struct TakeOrderIntoProcessingPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Beginning with an order.
#[derive(Default)]
pub struct TakeOrderIntoProcessingMutation;

#[Object]
impl TakeOrderIntoProcessingMutation {
    /// Takes a confirmed order into processing, as the supplier.
    async fn take_order_into_processing(
        &self,
        ctx: &Context<'_>,
        input: TakeOrderIntoProcessingInput,
    ) -> Result<TakeOrderIntoProcessingPayload> {
        let order = input.order_id.0;
        let asking = Asking::as_staff(input.organization_id, input.idempotency_key);
        let command = Ok(TakeOrderIntoProcessing { order });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(TakeOrderIntoProcessingPayload { order, answer })
    }
}

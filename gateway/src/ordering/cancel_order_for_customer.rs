//! `cancelOrderForCustomer`: the supplier calls an order off.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::CancelForCustomer;
use domain::vocabulary::{OrderId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::Order;

/// Which order to call off, and why.
#[derive(InputObject)]
pub struct CancelOrderForCustomerInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,
    /// Why, for those who read it later.
    comment: String,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of calling an order off for a customer.
#[derive(SimpleObject)]
pub struct CancelOrderForCustomerPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Calling an order off for a customer.
#[derive(Default)]
pub struct CancelOrderForCustomerMutation;

#[Object]
impl CancelOrderForCustomerMutation {
    /// Calls a customer's order off, as the supplier, for good.
    async fn cancel_order_for_customer(
        &self,
        ctx: &Context<'_>,
        input: CancelOrderForCustomerInput,
    ) -> Result<CancelOrderForCustomerPayload> {
        let order = input.order_id.0;
        let asking = Asking::as_staff(input.organization_id, input.idempotency_key);
        let command = Ok(CancelForCustomer { order, reason: input.comment });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(CancelOrderForCustomerPayload { order, answer })
    }
}

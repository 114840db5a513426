//! `setOrderDetailsForCustomer`: what goes with the goods of an order that was placed for a customer.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::SetDetailsForCustomer;
use domain::vocabulary::{OrderId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::Order;
use crate::ordering::details_input::OrderDetailsInput;

/// What goes with the goods of a customer's order.
#[derive(InputObject)]
pub struct SetOrderDetailsForCustomerInput {
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

/// The outcome of setting what goes with the goods of a customer's order.
#[derive(SimpleObject)]
pub struct SetOrderDetailsForCustomerPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Setting what goes with the goods of a customer's order.
#[derive(Default)]
pub struct SetOrderDetailsForCustomerMutation;

#[Object]
impl SetOrderDetailsForCustomerMutation {
    /// Sets remarks, cost centres, the delivery and the wanted date in the place of the author.
    async fn set_order_details_for_customer(
        &self,
        ctx: &Context<'_>,
        input: SetOrderDetailsForCustomerInput,
    ) -> Result<SetOrderDetailsForCustomerPayload> {
        let order = input.order_id.0;
        let asking = Asking::as_staff(input.organization_id, input.idempotency_key);
        let command = Ok(SetDetailsForCustomer { order, details: input.details.into() });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(SetOrderDetailsForCustomerPayload { order, answer })
    }
}

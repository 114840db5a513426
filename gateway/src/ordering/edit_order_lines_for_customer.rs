//! `editOrderLinesForCustomer`: lines of an order that was placed for a customer.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::EditLinesForCustomer;
use domain::vocabulary::{OrderId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::Order;
use crate::ordering::line_input::{LineChangeInput, changes};

/// The changes of the lines of a customer's order.
#[derive(InputObject)]
pub struct EditOrderLinesForCustomerInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,
    /// The changes, in their order.
    changes: Vec<LineChangeInput>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of changing lines of a customer's order.
#[derive(SimpleObject)]
pub struct EditOrderLinesForCustomerPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Changing lines of a customer's order.
#[derive(Default)]
pub struct EditOrderLinesForCustomerMutation;

#[Object]
impl EditOrderLinesForCustomerMutation {
    /// Changes lines in the place of the author, all in turn or none.
    async fn edit_order_lines_for_customer(
        &self,
        ctx: &Context<'_>,
        input: EditOrderLinesForCustomerInput,
    ) -> Result<EditOrderLinesForCustomerPayload> {
        let order = input.order_id.0;
        let asking = Asking::as_staff(input.organization_id, input.idempotency_key);
        let command = changes(input.changes).map(|changes| EditLinesForCustomer { order, changes });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(EditOrderLinesForCustomerPayload { order, answer })
    }
}

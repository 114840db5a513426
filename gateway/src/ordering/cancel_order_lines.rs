//! `cancelOrderLines`: the supplier calls a part of an accepted order off.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::CancelOrderLines;
use domain::vocabulary::{OrderId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::Order;
use crate::ordering::line_input::{OrderLineInput, quantities};

/// What to call off, and why.
#[derive(InputObject)]
pub struct CancelOrderLinesInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,
    /// What; all that remains when nothing is named.
    lines: Option<Vec<OrderLineInput>>,
    /// Why, for the buyer.
    comment: String,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of calling lines off.
#[derive(SimpleObject)]
pub struct CancelOrderLinesPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Calling lines off.
#[derive(Default)]
pub struct CancelOrderLinesMutation;

#[Object]
impl CancelOrderLinesMutation {
    /// Calls off what is left of lines of an accepted order, as the supplier. When nothing else
    /// remains, the order is shipped; when nothing was shipped, it is cancelled.
    async fn cancel_order_lines(
        &self,
        ctx: &Context<'_>,
        input: CancelOrderLinesInput,
    ) -> Result<CancelOrderLinesPayload> {
        let order = input.order_id.0;
        let asking = Asking::as_staff(input.organization_id, input.idempotency_key);
        let reason = input.comment;
        let command = quantities(&input.lines.unwrap_or_default()).map(|lines| CancelOrderLines {
            order,
            lines,
            reason,
        });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(CancelOrderLinesPayload { order, answer })
    }
}

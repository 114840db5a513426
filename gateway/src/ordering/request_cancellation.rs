//! `requestCancellation`: the buyer asks to call an accepted order off.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::RequestCancellation;
use domain::vocabulary::{OrderId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::Order;
use crate::ordering::line_input::{OrderLineInput, quantities};

/// What should be called off, and why.
#[derive(InputObject)]
pub struct RequestCancellationInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,
    /// What; all that remains when nothing is named.
    lines: Option<Vec<OrderLineInput>>,
    /// Why, for the supplier.
    comment: String,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of asking for a cancellation.
#[derive(SimpleObject)]
pub struct RequestCancellationPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Asking for a cancellation.
#[derive(Default)]
pub struct RequestCancellationMutation;

#[Object]
impl RequestCancellationMutation {
    /// Asks the supplier to call an accepted order off, or a part of it.
    async fn request_cancellation(
        &self,
        ctx: &Context<'_>,
        input: RequestCancellationInput,
    ) -> Result<RequestCancellationPayload> {
        let order = input.order_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let reason = input.comment;
        let command = quantities(&input.lines.unwrap_or_default()).map(|lines| RequestCancellation {
            order,
            lines,
            reason,
        });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(RequestCancellationPayload { order, answer })
    }
}

//! `withdrawCancellationRequest`: the buyer wants the order after all.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::WithdrawCancellationRequest;
use domain::vocabulary::{OrderId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::Order;

/// For which order the wish is taken back.
#[derive(InputObject)]
pub struct WithdrawCancellationRequestInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of taking the wish back.
#[derive(SimpleObject)]
pub struct WithdrawCancellationRequestPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Taking the wish back.
#[derive(Default)]
pub struct WithdrawCancellationRequestMutation;

#[Object]
impl WithdrawCancellationRequestMutation {
    /// Takes the wish to call an accepted order off back, before it is answered.
    async fn withdraw_cancellation_request(
        &self,
        ctx: &Context<'_>,
        input: WithdrawCancellationRequestInput,
    ) -> Result<WithdrawCancellationRequestPayload> {
        let order = input.order_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let command = Ok(WithdrawCancellationRequest { order });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(WithdrawCancellationRequestPayload { order, answer })
    }
}

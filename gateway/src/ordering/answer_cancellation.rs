//! `answerCancellation`: the supplier answers a wish to cancel.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::AnswerCancellation;
use domain::vocabulary::{OrderId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::Order;

/// The answer.
#[derive(InputObject)]
pub struct AnswerCancellationInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,
    /// Whether what was asked and still remains is called off.
    granted: bool,
    /// What to tell the buyer; needed when it is not granted.
    comment: Option<String>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of answering.
#[derive(SimpleObject)]
pub struct AnswerCancellationPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Answering.
#[derive(Default)]
pub struct AnswerCancellationMutation;

#[Object]
impl AnswerCancellationMutation {
    /// Answers the buyer who asks to call an accepted order off, as the supplier. What has left
    /// since cannot be called off any more.
    async fn answer_cancellation(
        &self,
        ctx: &Context<'_>,
        input: AnswerCancellationInput,
    ) -> Result<AnswerCancellationPayload> {
        let order = input.order_id.0;
        let asking = Asking::as_staff(input.organization_id, input.idempotency_key);
        let command = Ok(AnswerCancellation { order, granted: input.granted, answer: input.comment });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(AnswerCancellationPayload { order, answer })
    }
}

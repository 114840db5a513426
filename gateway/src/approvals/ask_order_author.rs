//! `askOrderAuthor`: an approver asks those whose order it is.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::approvals::AskAuthor;
use domain::vocabulary::{OrderId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;

use crate::ordering::Order;

/// What is asked.
#[derive(InputObject)]
pub struct AskOrderAuthorInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,
    /// The question.
    question: String,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of asking.
#[derive(SimpleObject)]
pub struct AskOrderAuthorPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Asking those whose order it is.
#[derive(Default)]
pub struct AskOrderAuthorMutation;

#[Object]
impl AskOrderAuthorMutation {
    /// Asks those whose order it is a question, inside its approval. Whoever is asked to decide may ask.
    async fn ask_order_author(
        &self,
        ctx: &Context<'_>,
        input: AskOrderAuthorInput,
    ) -> Result<AskOrderAuthorPayload> {
        let order = input.order_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let command = Ok(AskAuthor { order, question: input.question });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(AskOrderAuthorPayload { order, answer })
    }
}

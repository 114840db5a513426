//! `returnOrder`: an approver gives an order back.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::{DecideOrder, DecisionAsked};
use domain::vocabulary::{OrderId, OrganizationId};

use super::line_words::{LineCommentInput, comments};
use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::graphql::revision::RevisionScalar;
use crate::ordering::Order;

/// What is given back, and why.
#[derive(InputObject)]
pub struct ReturnOrderInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,
    /// The revision that was seen: the decision is about nothing else.
    revision: RevisionScalar,
    /// The stage that was seen, from 1: a second click does not decide the next one.
    stage: Option<u16>,
    /// What is to be reworked.
    comment: String,
    /// What is to be reworked in single lines.
    #[graphql(default)]
    line_comments: Vec<LineCommentInput>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of returning.
#[derive(SimpleObject)]
pub struct ReturnOrderPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Returning an order.
#[derive(Default)]
pub struct ReturnOrderMutation;

#[Object]
impl ReturnOrderMutation {
    /// Gives a submitted order back to its author for rework.
    async fn return_order(&self, ctx: &Context<'_>, input: ReturnOrderInput) -> Result<ReturnOrderPayload> {
        let order = input.order_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let decision =
            DecisionAsked::Return { comment: input.comment, line_comments: comments(input.line_comments) };
        let command = Ok(DecideOrder { order, decision, revision: input.revision.0, stage: input.stage });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(ReturnOrderPayload { order, answer })
    }
}

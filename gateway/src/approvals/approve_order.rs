//! `approveOrder`: an approver agrees.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::{DecideOrder, DecisionAsked};
use domain::vocabulary::{OrderId, OrganizationId};

use super::line_words::{LineCutInput, cuts};
use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::graphql::revision::RevisionScalar;
use crate::ordering::Order;

/// What is approved.
#[derive(InputObject)]
pub struct ApproveOrderInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,
    /// The revision that was seen: the decision is about nothing else.
    revision: RevisionScalar,
    /// The stage that was seen, from 1: a second click does not decide the next one.
    stage: Option<u16>,
    /// A remark, if any.
    comment: Option<String>,
    /// What is taken away from the order: smaller quantities and dropped lines, never all of
    /// it. Later decisions are about the rest.
    #[graphql(default)]
    line_cuts: Vec<LineCutInput>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of approving.
#[derive(SimpleObject)]
pub struct ApproveOrderPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Approving an order.
#[derive(Default)]
pub struct ApproveOrderMutation;

#[Object]
impl ApproveOrderMutation {
    /// Lets a submitted order pass, or what the cuts leave of it. It goes on when everybody agreed who has to.
    async fn approve_order(
        &self,
        ctx: &Context<'_>,
        input: ApproveOrderInput,
    ) -> Result<ApproveOrderPayload> {
        let order = input.order_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let (comment, revision, stage) = (input.comment, input.revision.0, input.stage);
        let command = cuts(&input.line_cuts).map(|cuts| {
            let decision = DecisionAsked::Approve { comment, cuts };
            DecideOrder { order, decision, revision, stage }
        });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(ApproveOrderPayload { order, answer })
    }
}

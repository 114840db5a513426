//! `forceApproval`: an administrator lets an order pass.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::approvals::ForceApproval as Force;
use domain::vocabulary::{OrderId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::graphql::revision::RevisionScalar;
use crate::ordering::Order;

/// What is forced, and why.
#[derive(InputObject)]
pub struct ForceApprovalInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,
    /// The revision that was seen: it is about nothing else.
    revision: RevisionScalar,
    /// Why.
    comment: String,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of forcing.
#[derive(SimpleObject)]
pub struct ForceApprovalPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Forcing an approval.
#[derive(Default)]
pub struct ForceApprovalMutation;

#[Object]
impl ForceApprovalMutation {
    /// Lets an order pass without those who were asked. It stays marked on the order for ever.
    async fn force_approval(
        &self,
        ctx: &Context<'_>,
        input: ForceApprovalInput,
    ) -> Result<ForceApprovalPayload> {
        let order = input.order_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let command = Ok(Force { order, revision: input.revision.0, reason: input.comment });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(ForceApprovalPayload { order, answer })
    }
}

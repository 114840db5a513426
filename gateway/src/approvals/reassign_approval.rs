//! `reassignApproval`: a place in an approval goes to somebody else.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::approvals::ReassignApproval as Reassign;
use domain::vocabulary::{OrderId, OrganizationId, PersonId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;

use crate::ordering::Order;

/// Whose place goes to whom.
#[derive(InputObject)]
pub struct ReassignApprovalInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,
    /// Whose place: that of whoever asks, when not given.
    from_id: Option<GlobalId<PersonId>>,
    /// Who decides from now on.
    to_id: GlobalId<PersonId>,
    /// Why, if there is something to say.
    comment: Option<String>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of reassigning.
#[derive(SimpleObject)]
pub struct ReassignApprovalPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Reassigning an approval.
#[derive(Default)]
pub struct ReassignApprovalMutation;

#[Object]
impl ReassignApprovalMutation {
    /// Gives a place in the current stage to somebody else who may decide, is not asked yet, and
    /// whose own order it is not. Approvers give their own place, administrators that of anybody.
    async fn reassign_approval(
        &self,
        ctx: &Context<'_>,
        input: ReassignApprovalInput,
    ) -> Result<ReassignApprovalPayload> {
        let order = input.order_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let command = Ok(Reassign {
            order,
            from: input.from_id.map(|id| id.0),
            to: input.to_id.0,
            comment: input.comment,
        });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(ReassignApprovalPayload { order, answer })
    }
}

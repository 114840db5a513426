//! `amendOrder`: the supplier changes an accepted order.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::AmendOrder;
use domain::vocabulary::{OrderId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::Order;
use crate::ordering::amendment::{LineAmendmentInput, amendments};

/// The changes of an accepted order.
#[derive(InputObject)]
pub struct AmendOrderInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,
    /// The changes, in their order.
    amendments: Vec<LineAmendmentInput>,
    /// Why, for the buyer.
    comment: String,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of amending an order.
#[derive(SimpleObject)]
pub struct AmendOrderPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Amending an order.
#[derive(Default)]
pub struct AmendOrderMutation;

#[Object]
impl AmendOrderMutation {
    /// Changes lines of an accepted order, as the supplier, all in turn or none. The buyer sees
    /// the difference.
    async fn amend_order(&self, ctx: &Context<'_>, input: AmendOrderInput) -> Result<AmendOrderPayload> {
        let order = input.order_id.0;
        let asking = Asking::as_staff(input.organization_id, input.idempotency_key);
        let reason = input.comment;
        let command = amendments(input.amendments).map(|changes| AmendOrder { order, changes, reason });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(AmendOrderPayload { order, answer })
    }
}

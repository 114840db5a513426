//! `holdOrder`: an order is held.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::HoldOrder;
use domain::vocabulary::{OrderId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::Order;
use crate::ordering::order_words::OrderHold;

/// Which order to hold, and why.
#[derive(InputObject)]
pub struct HoldOrderInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,
    /// Why it is held.
    hold: OrderHold,
    /// What to tell the buyer about it; a hold of the supplier's own needs it.
    comment: Option<String>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of holding an order.
#[derive(SimpleObject)]
pub struct HoldOrderPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Holding an order.
#[derive(Default)]
pub struct HoldOrderMutation;

#[Object]
impl HoldOrderMutation {
    /// Puts an order on hold, as the supplier.
    async fn hold_order(&self, ctx: &Context<'_>, input: HoldOrderInput) -> Result<HoldOrderPayload> {
        let order = input.order_id.0;
        let asking = Asking::as_staff(input.organization_id, input.idempotency_key);
        let command = Ok(HoldOrder { order, hold: input.hold.into(), reason: input.comment });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(HoldOrderPayload { order, answer })
    }
}

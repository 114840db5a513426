//! `releaseOrder`: a hold is released.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::ReleaseOrder;
use domain::vocabulary::{OrderId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::Order;
use crate::ordering::order_words::OrderHold;

/// Which hold to release.
#[derive(InputObject)]
pub struct ReleaseOrderInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,
    /// Which hold.
    hold: OrderHold,
    /// What to tell the buyer about it.
    comment: Option<String>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of releasing an order.
#[derive(SimpleObject)]
pub struct ReleaseOrderPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Releasing an order.
#[derive(Default)]
pub struct ReleaseOrderMutation;

#[Object]
impl ReleaseOrderMutation {
    /// Releases a hold of an order, as the supplier.
    async fn release_order(
        &self,
        ctx: &Context<'_>,
        input: ReleaseOrderInput,
    ) -> Result<ReleaseOrderPayload> {
        let order = input.order_id.0;
        let asking = Asking::as_staff(input.organization_id, input.idempotency_key);
        let command = Ok(ReleaseOrder { order, hold: input.hold.into(), note: input.comment });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(ReleaseOrderPayload { order, answer })
    }
}

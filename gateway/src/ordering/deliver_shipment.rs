//! `deliverShipment`: a shipment arrived.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::DeliverShipment;
use domain::vocabulary::{OrderId, OrganizationId, ShipmentId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::Order;

/// Which shipment arrived.
#[derive(InputObject)]
pub struct DeliverShipmentInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,
    /// The shipment.
    shipment_id: GlobalId<ShipmentId>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of delivering a shipment.
#[derive(SimpleObject)]
pub struct DeliverShipmentPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Delivering a shipment.
#[derive(Default)]
pub struct DeliverShipmentMutation;

#[Object]
impl DeliverShipmentMutation {
    /// Notes that a shipment arrived, as the supplier. The last one delivers a shipped order.
    async fn deliver_shipment(
        &self,
        ctx: &Context<'_>,
        input: DeliverShipmentInput,
    ) -> Result<DeliverShipmentPayload> {
        let order = input.order_id.0;
        let asking = Asking::as_staff(input.organization_id, input.idempotency_key);
        let command = Ok(DeliverShipment { order, shipment: input.shipment_id.0 });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(DeliverShipmentPayload { order, answer })
    }
}

//! `trackShipment`: how goods travel becomes known.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::TrackShipment;
use domain::vocabulary::{OrderId, OrganizationId, ShipmentId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::Order;
use crate::ordering::carriage_input::CarriageInput;

/// Which shipment, and how it travels.
#[derive(InputObject)]
pub struct TrackShipmentInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,
    /// The shipment.
    shipment_id: GlobalId<ShipmentId>,
    /// How it travels: all that is known replaces what was.
    carriage: CarriageInput,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of tracking a shipment.
#[derive(SimpleObject)]
pub struct TrackShipmentPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Tracking a shipment.
#[derive(Default)]
pub struct TrackShipmentMutation;

#[Object]
impl TrackShipmentMutation {
    /// Notes how a shipment travels, as the supplier.
    async fn track_shipment(
        &self,
        ctx: &Context<'_>,
        input: TrackShipmentInput,
    ) -> Result<TrackShipmentPayload> {
        let order = input.order_id.0;
        let asking = Asking::as_staff(input.organization_id, input.idempotency_key);
        let command =
            Ok(TrackShipment { order, shipment: input.shipment_id.0, carriage: input.carriage.asked() });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(TrackShipmentPayload { order, answer })
    }
}

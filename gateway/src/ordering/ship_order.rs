//! `shipOrder`: goods leave the supplier.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::ShipOrder;
use domain::vocabulary::{OrderId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::Order;
use crate::ordering::carriage_input::CarriageInput;
use crate::ordering::line_input::{OrderLineInput, quantities};

/// What leaves.
#[derive(InputObject)]
pub struct ShipOrderInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,
    /// What leaves; all that is left when nothing is named.
    lines: Option<Vec<OrderLineInput>>,
    /// How it travels, as far as it is known.
    carriage: Option<CarriageInput>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of sending goods off.
#[derive(SimpleObject)]
pub struct ShipOrderPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Sending goods off.
#[derive(Default)]
pub struct ShipOrderMutation;

#[Object]
impl ShipOrderMutation {
    /// Notes that goods left, as the supplier.
    async fn ship_order(&self, ctx: &Context<'_>, input: ShipOrderInput) -> Result<ShipOrderPayload> {
        let order = input.order_id.0;
        let asking = Asking::as_staff(input.organization_id, input.idempotency_key);
        let carriage = input.carriage.unwrap_or_default().asked();
        let lines = quantities(&input.lines.unwrap_or_default());
        let command = lines.map(|lines| ShipOrder { order, lines, carriage });
        let (order, answer) = asking.of_order(ctx, command, order).await?;
        Ok(ShipOrderPayload { order, answer })
    }
}

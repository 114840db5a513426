//! Shipments: goods leave, their way becomes known, they arrive.

use chrono::NaiveDate;
use domain::journal::StreamKey;
use domain::ordering::Order;
use domain::ordering::order::{Carriage, LineQuantity, OrderCommand};
use domain::organizations::Action;
use domain::vocabulary::{OrderId, ProductId, Quantity, ShipmentId};
use serde::{Deserialize, Serialize};

use super::fulfil::ask;
use crate::command::Command;
use crate::error::CommandError;
use crate::work::Work;

/// Sends goods off.
#[derive(Clone, Debug, Serialize)]
pub struct ShipOrder {
    /// The order.
    pub order: OrderId,
    /// What leaves; nothing named means all that is left.
    pub lines: Vec<(ProductId, Quantity)>,
    /// How it travels.
    pub carriage: CarriageAsked,
}

/// How goods travel, as somebody says it. Blank texts say nothing.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CarriageAsked {
    /// Who carries them.
    pub carrier: Option<String>,
    /// The carrier's number.
    pub tracking: Option<String>,
    /// The day on which they should arrive.
    pub expected_on: Option<NaiveDate>,
}

/// What was sent off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderShipped {
    /// The shipment.
    pub shipment: ShipmentId,
}

/// Notes how a shipment travels: all that is known of it replaces what was.
#[derive(Clone, Debug, Serialize)]
pub struct TrackShipment {
    /// The order.
    pub order: OrderId,
    /// The shipment.
    pub shipment: ShipmentId,
    /// How it travels.
    pub carriage: CarriageAsked,
}

/// Notes that a shipment arrived.
#[derive(Clone, Debug, Serialize)]
pub struct DeliverShipment {
    /// The order.
    pub order: OrderId,
    /// The shipment.
    pub shipment: ShipmentId,
}

impl Command for ShipOrder {
    const NAME: &'static str = "ship_order";
    const ACTION: Action = Action::ShipOrder;
    type Outcome = OrderShipped;

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<OrderShipped, CommandError> {
        let mut order = work.load::<Order>(self.order).await?;
        let lines = if self.lines.is_empty() { order.remaining() } else { quantities(&self.lines) };
        let shipment = ShipmentId(work.new_id());
        let carriage = self.carriage.known();
        work.decide(&mut order, OrderCommand::Ship { lines, shipment, carriage }).await?;
        Ok(OrderShipped { shipment })
    }
}

impl Command for TrackShipment {
    const NAME: &'static str = "track_shipment";
    const ACTION: Action = Action::ShipOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let Self { order, shipment, carriage } = self;
        let carriage = carriage.known();
        ask(work, *order, OrderCommand::TrackShipment { shipment: *shipment, carriage }).await
    }
}

impl Command for DeliverShipment {
    const NAME: &'static str = "deliver_shipment";
    const ACTION: Action = Action::DeliverOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        ask(work, self.order, OrderCommand::DeliverShipment { shipment: self.shipment }).await
    }
}

impl CarriageAsked {
    fn known(&self) -> Carriage {
        let said = |text: &Option<String>| {
            text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
        };
        Carriage {
            carrier: said(&self.carrier),
            tracking: said(&self.tracking),
            expected_on: self.expected_on,
        }
    }
}

/// Quantities of products, as an order takes them.
pub(super) fn quantities(lines: &[(ProductId, Quantity)]) -> Vec<LineQuantity> {
    lines.iter().map(|&(product, quantity)| LineQuantity { product, quantity }).collect()
}

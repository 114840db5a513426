//! Goods that leave and arrive: never more than is wanted.

use super::{Decision, Existing};
use crate::ordering::order::error::OrderError;
use crate::ordering::order::event::OrderEvent;
use crate::ordering::order::line::{Line, LineQuantity};
use crate::ordering::order::shipment::{Carriage, Shipment};
use crate::ordering::order::state::Order;
use crate::ordering::order::status::OrderStatus;
use crate::vocabulary::{Quantity, ShipmentId};

pub(super) fn ship(
    order: &Order,
    lines: Vec<LineQuantity>,
    shipment: ShipmentId,
    carriage: Carriage,
) -> Decision {
    if lines.is_empty() {
        return Err(OrderError::ShipmentEmpty);
    }
    if order.shipment(shipment).is_some() {
        return Err(OrderError::ShipmentDuplicate);
    }
    short(&carriage)?;
    remain(order, &lines, |goods, asked, remaining| OrderError::ShipmentExceeds { goods, asked, remaining })?;
    let complete = order.remaining().iter().all(|rest| lines.contains(rest));
    let shipment = Some(shipment);
    Ok(vec![if complete {
        OrderEvent::Shipped { lines, shipment, carriage }
    } else {
        OrderEvent::PartiallyShipped { lines, shipment, carriage }
    }])
}

pub(super) fn track(order: &Order, shipment: ShipmentId, carriage: Carriage) -> Decision {
    let known = on_its_way(order, shipment)?;
    short(&carriage)?;
    if known.carriage == carriage {
        return Ok(vec![]);
    }
    Ok(vec![OrderEvent::ShipmentTracked { shipment, carriage }])
}

/// The last arrival of a shipped order delivers the order.
pub(super) fn deliver(existing: &Existing, shipment: ShipmentId) -> Decision {
    let lines = on_its_way(existing.order, shipment)?.lines.clone();
    let arrived = OrderEvent::ShipmentDelivered { shipment, lines };
    let others = existing.order.shipments().iter().filter(|other| other.id != Some(shipment));
    if existing.status == OrderStatus::Shipped && others.clone().all(|other| other.delivered) {
        return Ok(vec![arrived, OrderEvent::Delivered {}]);
    }
    Ok(vec![arrived])
}

fn on_its_way(order: &Order, shipment: ShipmentId) -> Result<&Shipment, OrderError> {
    match order.shipment(shipment) {
        None => Err(OrderError::ShipmentUnknown),
        Some(known) if known.delivered => Err(OrderError::ShipmentArrived),
        Some(known) => Ok(known),
    }
}

fn short(carriage: &Carriage) -> Result<(), OrderError> {
    let limit = Carriage::MOST_CHARACTERS;
    if carriage.is_short() { Ok(()) } else { Err(OrderError::CarriageTooLong { limit }) }
}

/// Whether all of it is still to leave, each product named once.
pub(super) fn remain(
    order: &Order,
    lines: &[LineQuantity],
    exceeds: impl Fn(String, Quantity, Option<Quantity>) -> OrderError,
) -> Result<(), OrderError> {
    for (place, named) in lines.iter().enumerate() {
        let line = order.line(named.product).ok_or(OrderError::LineUnknown(named.product))?;
        if lines[..place].iter().any(|earlier| earlier.product == named.product) {
            return Err(OrderError::LineDuplicate { goods: line.goods.to_string() });
        }
        let Line { goods, .. } = line;
        match order.remaining_of(line) {
            Some(remaining) if named.quantity <= remaining => {}
            remaining => return Err(exceeds(goods.to_string(), named.quantity, remaining)),
        }
    }
    Ok(())
}

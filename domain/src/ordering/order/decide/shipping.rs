//! Goods that leave: never more than was ordered.

use super::Decision;
use crate::ordering::order::error::OrderError;
use crate::ordering::order::event::OrderEvent;
use crate::ordering::order::line::{Line, LineQuantity};
use crate::ordering::order::state::Order;

pub(super) fn ship(order: &Order, lines: Vec<LineQuantity>) -> Decision {
    if lines.is_empty() {
        return Err(OrderError::ShipmentEmpty);
    }
    for (place, shipped) in lines.iter().enumerate() {
        let line = order.line(shipped.product).ok_or(OrderError::LineUnknown(shipped.product))?;
        if lines[..place].iter().any(|earlier| earlier.product == shipped.product) {
            return Err(OrderError::LineDuplicate { goods: line.goods.to_string() });
        }
        remains(order, line, shipped)?;
    }
    let complete = order.remaining().iter().all(|rest| lines.contains(rest));
    Ok(vec![if complete { OrderEvent::Shipped { lines } } else { OrderEvent::PartiallyShipped { lines } }])
}

fn remains(order: &Order, line: &Line, shipped: &LineQuantity) -> Result<(), OrderError> {
    let asked = shipped.quantity;
    match order.remaining_of(line) {
        Some(remaining) if asked <= remaining => Ok(()),
        remaining => Err(OrderError::ShipmentExceeds { goods: line.goods.to_string(), asked, remaining }),
    }
}

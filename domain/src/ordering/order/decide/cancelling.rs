//! Goods of an accepted order that are called off: by the supplier, or because the buyer
//! asked for it and the supplier agreed.

use rust_decimal::Decimal;

use super::shipping::remain;
use super::{Decision, Existing};
use crate::ordering::order::cancellation::{CancellationRequest, CancelledLine};
use crate::ordering::order::error::OrderError;
use crate::ordering::order::event::OrderEvent;
use crate::ordering::order::line::{Line, LineQuantity};
use crate::ordering::order::state::Order;
use crate::ordering::order::status::Side;
use crate::ordering::pricing::Amounts;
use crate::vocabulary::{Quantity, TextRef};

pub(super) fn as_supplier(existing: &Existing, lines: Vec<LineQuantity>, reason: TextRef) -> Decision {
    let lines = named(existing.order, lines)?;
    called_off(existing, Side::Supplier, lines, reason)
}

pub(super) fn ask(order: &Order, lines: Vec<LineQuantity>, reason: TextRef) -> Decision {
    if order.cancellation_request().is_some() {
        return Err(OrderError::CancellationAsked);
    }
    named(order, lines.clone())?;
    Ok(vec![OrderEvent::CancellationRequested { reason, lines }])
}

pub(super) fn take_back(order: &Order) -> Decision {
    asked(order)?;
    Ok(vec![OrderEvent::CancellationRequestWithdrawn {}])
}

pub(super) fn decline(order: &Order, answer: TextRef) -> Decision {
    asked(order)?;
    Ok(vec![OrderEvent::CancellationDeclined { answer }])
}

/// What has left since the buyer asked cannot be called off any more; the rest of what was
/// asked is.
pub(super) fn grant(existing: &Existing, answer: Option<TextRef>) -> Decision {
    let request = asked(existing.order)?;
    let lines = still_there(existing.order, &request.lines);
    if lines.is_empty() {
        return Err(OrderError::CancellationTooLate);
    }
    let mut events = vec![OrderEvent::CancellationGranted { answer }];
    events.extend(called_off(existing, Side::Buyer, lines, request.reason)?);
    Ok(events)
}

fn asked(order: &Order) -> Result<CancellationRequest, OrderError> {
    order.cancellation_request().cloned().ok_or(OrderError::CancellationNotAsked)
}

/// The lines that are named, or all that remain.
fn named(order: &Order, lines: Vec<LineQuantity>) -> Result<Vec<LineQuantity>, OrderError> {
    if lines.is_empty() {
        return Ok(order.remaining());
    }
    remain(order, &lines, |goods, asked, remaining| OrderError::CancellationExceeds {
        goods,
        asked,
        remaining,
    })?;
    Ok(lines)
}

fn still_there(order: &Order, asked: &[LineQuantity]) -> Vec<LineQuantity> {
    let remaining = order.remaining();
    if asked.is_empty() {
        return remaining;
    }
    let rest = |asked: &LineQuantity| {
        let rest = remaining.iter().find(|rest| rest.product == asked.product)?;
        Some(LineQuantity { quantity: asked.quantity.min(rest.quantity), ..*asked })
    };
    asked.iter().filter_map(rest).collect()
}

fn called_off(existing: &Existing, by: Side, lines: Vec<LineQuantity>, reason: TextRef) -> Decision {
    let order = existing.order;
    let completes = order.remaining().iter().all(|rest| lines.contains(rest));
    if completes && order.shipments().is_empty() {
        return Ok(vec![OrderEvent::Cancelled { by, reason }]);
    }
    let currency = existing.contract.currency;
    let mut left = order.lines().to_vec();
    let mut cancelled = Vec::new();
    for LineQuantity { product, quantity } in lines {
        let Some(line) = left.iter_mut().find(|line| line.goods.product == product) else { continue };
        line.amounts = match wanted_without(order, line, quantity) {
            Some(rest) => line
                .quote
                .cost_in(currency, rest)
                .map_err(|why| OrderError::LineNotPriceable { goods: line.goods.to_string(), why })?,
            None => Amounts::zero(currency),
        };
        cancelled.push(CancelledLine { product, quantity, amounts: line.amounts });
    }
    let totals = order.totals_with(&left)?;
    let event = OrderEvent::LinesCancelled { by, lines: cancelled, reason, totals, completes };
    Ok(with_arrival(order, event, completes))
}

fn wanted_without(order: &Order, line: &Line, quantity: Quantity) -> Option<Quantity> {
    let wanted: Decimal = order.progress_of(line).wanted();
    Quantity::new(wanted - quantity.number()).ok()
}

/// When nothing is left to ship and everything has arrived, the order is delivered.
pub(super) fn with_arrival(order: &Order, event: OrderEvent, completes: bool) -> Vec<OrderEvent> {
    let arrived = completes && order.all_arrived();
    std::iter::once(event).chain(arrived.then_some(OrderEvent::Delivered {})).collect()
}

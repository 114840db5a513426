//! The decisions: what follows from what was asked.

use super::command::OrderCommand;
use super::error::OrderError;
use super::event::OrderEvent;
use super::state::Order;

pub(super) fn decide(_order: &Order, _command: OrderCommand) -> Result<Vec<OrderEvent>, OrderError> {
    Err(OrderError::Unknown)
}

//! The events of orders in a page of the journal.

use std::collections::BTreeSet;

use domain::journal::{Fact, Recorded};
use domain::ordering::OrderEvent;
use domain::vocabulary::OrderId;
use uuid::Uuid;

use crate::projection::ProjectionError;

/// An event of an order.
pub struct Heard<'a> {
    /// The order.
    pub order: OrderId,
    /// The event with its header.
    pub recorded: &'a Recorded,
    /// What happened.
    pub event: &'a OrderEvent,
}

impl Heard<'_> {
    /// The order is not there, so this event cannot be.
    pub fn orphaned(&self) -> ProjectionError {
        let Recorded { aggregate_id, sequence, .. } = self.recorded;
        ProjectionError::Impossible(format!(
            "event {sequence} of order {aggregate_id} has no order before it"
        ))
    }
}

/// The events of orders in a page, in their order.
pub fn heard(page: &[Recorded]) -> Result<Vec<Heard<'_>>, ProjectionError> {
    page.iter().filter_map(|recorded| of_order(recorded).transpose()).collect()
}

fn of_order(recorded: &Recorded) -> Result<Option<Heard<'_>>, ProjectionError> {
    let Ok(Fact::Order(event)) = &recorded.fact else { return Ok(None) };
    let order = recorded.aggregate_id.parse().map_err(|_| {
        ProjectionError::Impossible(format!("'{}' is not the id of an order", recorded.aggregate_id))
    })?;
    Ok(Some(Heard { order, recorded, event }))
}

/// The orders that began before the page: their rows have to be read first.
pub fn begun_earlier(events: &[Heard<'_>]) -> Vec<Uuid> {
    let drafted = |heard: &&Heard<'_>| matches!(heard.event, OrderEvent::Drafted { .. });
    let here: BTreeSet<_> = events.iter().filter(drafted).map(|heard| heard.order).collect();
    let all: BTreeSet<_> = events.iter().map(|heard| heard.order).collect();
    all.difference(&here).map(|order| order.uuid()).collect()
}

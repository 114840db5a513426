//! Putting an order on hold, and releasing it.

use domain::journal::StreamKey;
use domain::ordering::Order;
use domain::ordering::order::{Hold, OrderCommand};
use domain::organizations::Action;
use domain::vocabulary::OrderId;
use serde::Serialize;

use super::fulfil::ask;
use crate::command::Command;
use crate::error::CommandError;
use crate::work::Work;

/// Puts an order on hold.
#[derive(Clone, Debug, Serialize)]
pub struct HoldOrder {
    /// The order.
    pub order: OrderId,
    /// Why.
    pub hold: Hold,
}

/// Releases a hold.
#[derive(Clone, Debug, Serialize)]
pub struct ReleaseOrder {
    /// The order.
    pub order: OrderId,
    /// Which.
    pub hold: Hold,
}

impl Command for HoldOrder {
    const NAME: &'static str = "hold_order";
    const ACTION: Action = Action::HoldOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        ask(work, self.order, OrderCommand::PutOnHold { hold: self.hold }).await
    }
}

impl Command for ReleaseOrder {
    const NAME: &'static str = "release_order";
    const ACTION: Action = Action::HoldOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        ask(work, self.order, OrderCommand::ReleaseHold { hold: self.hold }).await
    }
}

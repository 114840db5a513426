//! Putting an order on hold, and releasing it.

use domain::journal::StreamKey;
use domain::ordering::Order;
use domain::ordering::order::{Hold, OrderCommand};
use domain::organizations::Action;
use domain::vocabulary::OrderId;
use serde::Serialize;

use super::cancellation::remark;
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
    /// What to tell the buyer about it. Needed for a hold without a reason of its own.
    pub reason: Option<String>,
}

/// Releases a hold.
#[derive(Clone, Debug, Serialize)]
pub struct ReleaseOrder {
    /// The order.
    pub order: OrderId,
    /// Which.
    pub hold: Hold,
    /// What to tell the buyer about it.
    pub note: Option<String>,
}

impl Command for HoldOrder {
    const NAME: &'static str = "hold_order";
    const ACTION: Action = Action::HoldOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let reason = remark(work, self.reason.as_deref())?;
        ask(work, self.order, OrderCommand::PutOnHold { hold: self.hold, reason }).await
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
        let note = remark(work, self.note.as_deref())?;
        ask(work, self.order, OrderCommand::ReleaseHold { hold: self.hold, note }).await
    }
}

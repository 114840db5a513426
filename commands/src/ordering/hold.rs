//! Putting an order on hold, and releasing it.

use domain::journal::StreamKey;
use domain::ordering::Order;
use domain::ordering::order::{Hold, OrderCommand};
use domain::organizations::Action;
use domain::vocabulary::{Money, OrderId};
use serde::Serialize;

use super::cancellation::remark;
use super::fulfil::ask;
use crate::accounts::credit::exposure;
use crate::accounts::credit_terms::except;
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
        if self.hold == Hold::Credit {
            self.except(work).await?;
        }
        let note = remark(work, self.note.as_deref())?;
        ask(work, self.order, OrderCommand::ReleaseHold { hold: self.hold, note }).await
    }
}

impl ReleaseOrder {
    /// An order that waits for credit would wait again at once: whoever lets it go on although
    /// it does not fit grants the exception that lets it.
    async fn except(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let order = work.load::<Order>(self.order).await?;
        let Some(contract) = order.contract() else { return Ok(()) };
        let stopped = exposure(work, contract.currency).await?.stopped_by(self.order).cloned();
        let Some(decision) = stopped else { return Ok(()) };
        work.requester().require(Action::GrantCreditException)?;
        except(work, self.order, Money::new(decision.amount, contract.currency), None).await
    }
}

//! Confirming an approved order: what the reaction `confirm_approved_order` asks for.

use domain::journal::StreamKey;
use domain::ordering::order::OrderCommand;
use domain::ordering::{Order, OrderStatus};
use domain::organizations::Action;
use domain::vocabulary::OrderId;
use serde::Serialize;

use crate::command::Command;
use crate::error::CommandError;
use crate::work::Work;

/// Confirms the order, if it still is approved.
#[derive(Clone, Debug, Serialize)]
pub struct ConfirmOrder {
    /// The order.
    pub order: OrderId,
}

/// Notes why an approved order could not be confirmed.
#[derive(Clone, Debug, Serialize)]
pub struct RefuseConfirmation {
    /// The order.
    pub order: OrderId,
    /// The code of the refusal.
    pub code: String,
}

impl Command for ConfirmOrder {
    const NAME: &'static str = "confirm_order";
    const ACTION: Action = Action::ProcessOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        ask_if_approved(work, self.order, OrderCommand::Confirm).await
    }
}

impl Command for RefuseConfirmation {
    const NAME: &'static str = "refuse_confirmation";
    const ACTION: Action = Action::ProcessOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let refusal = OrderCommand::RefuseConfirmation { code: self.code.clone() };
        ask_if_approved(work, self.order, refusal).await
    }
}

/// The order may have gone on since the event that is reacted to: it was cancelled, or
/// its hold was released before it was approved. Then there is nothing to confirm.
async fn ask_if_approved(
    work: &mut Work<'_>,
    order: OrderId,
    command: OrderCommand,
) -> Result<(), CommandError> {
    let mut order = work.load::<Order>(order).await?;
    if order.status() == Some(OrderStatus::Approved) {
        work.decide(&mut order, command).await?;
    }
    Ok(())
}

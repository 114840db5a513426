//! What becomes of the credit that is held for an order when the order changes or ends.

use domain::accounts::exposure::{Exposure, ExposureCommand, ReleasedBecause};
use domain::journal::StreamKey;
use domain::ordering::{Order, OrderStatus};
use domain::organizations::Action;
use domain::vocabulary::OrderId;
use serde::Serialize;

use super::credit::exposure;
use crate::command::Command;
use crate::error::CommandError;
use crate::work::Work;

/// Makes the hold of an order what it should be, by what the order is now: asked once more, or
/// late, it changes nothing.
#[derive(Clone, Debug, Serialize)]
pub struct FollowOrder {
    /// The order.
    pub order: OrderId,
}

impl Command for FollowOrder {
    const NAME: &'static str = "follow_order";
    const ACTION: Action = Action::ProcessOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let order = work.load::<Order>(self.order).await?;
        let Some(contract) = order.contract() else { return Ok(()) };
        let mut exposure = exposure(work, contract.currency).await?;
        if let Some(command) = following(self.order, &order).filter(|_| Exposure::is_kept(&exposure)) {
            work.decide(&mut exposure, command).await?;
        }
        Ok(())
    }
}

fn following(id: OrderId, order: &Order) -> Option<ExposureCommand> {
    use ReleasedBecause as Because;
    let release = |why| Some(ExposureCommand::Release { order: id, why });
    match order.status()? {
        OrderStatus::Cancelled => release(Because::Cancelled),
        OrderStatus::Rejected => release(Because::Rejected),
        OrderStatus::Closed => release(Because::Closed),
        _ => {
            let total = order.totals()?.sum.gross().amount;
            Some(ExposureCommand::Adjust { order: id, total })
        }
    }
}

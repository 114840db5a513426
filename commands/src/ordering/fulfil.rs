//! What the supplier's manager does with a confirmed order.

use domain::journal::StreamKey;
use domain::ordering::Order;
use domain::ordering::order::{LineQuantity, OrderCommand};
use domain::organizations::Action;
use domain::vocabulary::{OrderId, ProductId, Quantity};
use serde::Serialize;

use crate::command::Command;
use crate::error::CommandError;
use crate::work::Work;

/// Begins to put the order together.
#[derive(Clone, Debug, Serialize)]
pub struct TakeOrderIntoProcessing {
    /// The order.
    pub order: OrderId,
}

/// Sends goods off.
#[derive(Clone, Debug, Serialize)]
pub struct ShipOrder {
    /// The order.
    pub order: OrderId,
    /// What leaves; nothing named means all that is left.
    pub lines: Vec<(ProductId, Quantity)>,
}

/// Notes that all goods arrived.
#[derive(Clone, Debug, Serialize)]
pub struct DeliverOrder {
    /// The order.
    pub order: OrderId,
}

/// Finishes a delivered order.
#[derive(Clone, Debug, Serialize)]
pub struct CloseOrder {
    /// The order.
    pub order: OrderId,
}

impl Command for TakeOrderIntoProcessing {
    const NAME: &'static str = "take_order_into_processing";
    const ACTION: Action = Action::ProcessOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        ask(work, self.order, OrderCommand::TakeIntoProcessing).await
    }
}

impl Command for ShipOrder {
    const NAME: &'static str = "ship_order";
    const ACTION: Action = Action::ShipOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let mut order = work.load::<Order>(self.order).await?;
        let named = self.lines.iter().map(|&(product, quantity)| LineQuantity { product, quantity });
        let lines = if self.lines.is_empty() { order.remaining() } else { named.collect() };
        work.decide(&mut order, OrderCommand::Ship { lines }).await?;
        Ok(())
    }
}

impl Command for DeliverOrder {
    const NAME: &'static str = "deliver_order";
    const ACTION: Action = Action::DeliverOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        ask(work, self.order, OrderCommand::Deliver).await
    }
}

impl Command for CloseOrder {
    const NAME: &'static str = "close_order";
    const ACTION: Action = Action::CloseOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        ask(work, self.order, OrderCommand::Close).await
    }
}

/// Asks something of an order that only the supplier's side may ask.
pub(super) async fn ask(
    work: &mut Work<'_>,
    order: OrderId,
    command: OrderCommand,
) -> Result<(), CommandError> {
    let mut order = work.load::<Order>(order).await?;
    work.decide(&mut order, command).await?;
    Ok(())
}

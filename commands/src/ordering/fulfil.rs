//! What the supplier's manager does with a confirmed order until it is closed.

use chrono::NaiveDate;
use domain::journal::StreamKey;
use domain::ordering::Order;
use domain::ordering::order::OrderCommand;
use domain::organizations::Action;
use domain::vocabulary::OrderId;
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

/// Says when the goods should arrive.
#[derive(Clone, Debug, Serialize)]
pub struct SetExpectedDate {
    /// The order.
    pub order: OrderId,
    /// The day; nothing takes it back.
    pub expected_on: Option<NaiveDate>,
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

impl Command for SetExpectedDate {
    const NAME: &'static str = "set_expected_date";
    const ACTION: Action = Action::ProcessOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        ask(work, self.order, OrderCommand::Expect { date: self.expected_on }).await
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

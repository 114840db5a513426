//! Calling off what the supplier accepted: the supplier does it line by line, the buyer
//! asks for it and is answered.

use domain::journal::StreamKey;
use domain::ordering::Order;
use domain::ordering::order::OrderCommand;
use domain::organizations::Action;
use domain::vocabulary::{OrderId, ProductId, Quantity};
use serde::Serialize;

use super::decide::text;
use super::ship::quantities;
use crate::accounts::budgets::follow;
use crate::command::Command;
use crate::error::CommandError;
use crate::work::Work;

/// Calls lines of an accepted order off, as the supplier.
#[derive(Clone, Debug, Serialize)]
pub struct CancelOrderLines {
    /// The order.
    pub order: OrderId,
    /// What; nothing named means all that remains.
    pub lines: Vec<(ProductId, Quantity)>,
    /// Why.
    pub reason: String,
}

/// Asks the supplier to call an accepted order off, or a part of it.
#[derive(Clone, Debug, Serialize)]
pub struct RequestCancellation {
    /// The order.
    pub order: OrderId,
    /// What; nothing named means all that remains.
    pub lines: Vec<(ProductId, Quantity)>,
    /// Why.
    pub reason: String,
}

/// Takes that wish back.
#[derive(Clone, Debug, Serialize)]
pub struct WithdrawCancellationRequest {
    /// The order.
    pub order: OrderId,
}

/// Answers that wish, as the supplier.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerCancellation {
    /// The order.
    pub order: OrderId,
    /// Whether what was asked and remains is called off.
    pub granted: bool,
    /// What to tell the buyer. Needed when it is not granted.
    pub answer: Option<String>,
}

impl Command for CancelOrderLines {
    const NAME: &'static str = "cancel_order_lines";
    const ACTION: Action = Action::CancelForCustomer;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let (lines, reason) = (quantities(&self.lines), text(work, &self.reason)?);
        ask(work, self.order, OrderCommand::CancelLines { lines, reason }).await
    }
}

impl Command for RequestCancellation {
    const NAME: &'static str = "request_cancellation";
    const ACTION: Action = Action::RequestCancellation;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let mut order = work.load::<Order>(self.order).await?;
        work.requester().require_of(Self::ACTION, order.author())?;
        let (lines, reason) = (quantities(&self.lines), text(work, &self.reason)?);
        work.decide(&mut order, OrderCommand::RequestCancellation { lines, reason }).await?;
        Ok(())
    }
}

impl Command for WithdrawCancellationRequest {
    const NAME: &'static str = "withdraw_cancellation_request";
    const ACTION: Action = Action::RequestCancellation;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let mut order = work.load::<Order>(self.order).await?;
        work.requester().require_of(Self::ACTION, order.author())?;
        work.decide(&mut order, OrderCommand::WithdrawCancellationRequest).await?;
        Ok(())
    }
}

impl Command for AnswerCancellation {
    const NAME: &'static str = "answer_cancellation";
    const ACTION: Action = Action::AnswerCancellation;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let command = if self.granted {
            OrderCommand::GrantCancellation { answer: remark(work, self.answer.as_deref())? }
        } else {
            OrderCommand::DeclineCancellation { answer: text(work, self.answer.as_deref().unwrap_or(""))? }
        };
        ask(work, self.order, command).await
    }
}

/// Asks something by which the order may cost less.
async fn ask(work: &mut Work<'_>, order: OrderId, command: OrderCommand) -> Result<(), CommandError> {
    let mut order = work.load::<Order>(order).await?;
    work.decide(&mut order, command).await?;
    follow(work, &order).await
}

/// What somebody wrote, if anything.
pub(super) fn remark(
    work: &mut Work<'_>,
    body: Option<&str>,
) -> Result<Option<domain::vocabulary::TextRef>, CommandError> {
    let body = body.filter(|body| !body.trim().is_empty());
    Ok(body.map(|body| text(work, body)).transpose()?)
}

//! Calling an order off: as the buyer, or as the supplier for the customer.

use domain::approvals::case::{ApprovalCase, CaseCommand};
use domain::journal::StreamKey;
use domain::ordering::order::{OrderCommand, Side};
use domain::ordering::{Order, OrderStatus};
use domain::organizations::Action;
use domain::vocabulary::OrderId;
use serde::Serialize;

use super::decide::text;
use crate::accounts::budgets::follow;
use crate::approvals::case_at_hand::decide_case;
use crate::command::Command;
use crate::error::CommandError;
use crate::journal::Loaded;
use crate::work::Work;

/// Calls an order of the own organization off.
#[derive(Clone, Debug, Serialize)]
pub struct CancelOrder {
    /// The order.
    pub order: OrderId,
    /// Why.
    pub reason: String,
}

/// Calls a customer's order off, as the supplier.
#[derive(Clone, Debug, Serialize)]
pub struct CancelForCustomer {
    /// The order.
    pub order: OrderId,
    /// Why.
    pub reason: String,
}

impl Command for CancelOrder {
    const NAME: &'static str = "cancel_order";
    const ACTION: Action = Action::CancelOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let order = work.load::<Order>(self.order).await?;
        work.requester().require_of(Self::ACTION, order.author())?;
        cancel(work, order, Side::Buyer, &self.reason).await
    }
}

impl Command for CancelForCustomer {
    const NAME: &'static str = "cancel_for_customer";
    const ACTION: Action = Action::CancelForCustomer;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let order = work.load::<Order>(self.order).await?;
        cancel(work, order, Side::Supplier, &self.reason).await
    }
}

/// Cancels the order and voids the case that was open for it.
async fn cancel(
    work: &mut Work<'_>,
    mut order: Loaded<Order>,
    by: Side,
    reason: &str,
) -> Result<(), CommandError> {
    let open_case = order.case().filter(|_| order.status() == Some(OrderStatus::PendingApproval));
    let reason = text(work, reason)?;
    work.decide(&mut order, OrderCommand::Cancel { by, reason }).await?;
    if let Some(case) = open_case {
        let mut case = work.load::<ApprovalCase>(case).await?;
        decide_case(work, &mut case, CaseCommand::Void).await?;
    }
    follow(work, &order).await
}

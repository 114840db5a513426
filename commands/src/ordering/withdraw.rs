//! Taking a submission back, before it is decided.

use domain::approvals::case::{ApprovalCase, CaseCommand};
use domain::journal::StreamKey;
use domain::ordering::Order;
use domain::ordering::order::{OrderCommand, Step};
use domain::organizations::Action;
use domain::vocabulary::OrderId;
use serde::Serialize;

use super::decide::not_under_approval;
use crate::accounts::budgets::follow;
use crate::approvals::case_at_hand::decide_case;
use crate::command::Command;
use crate::error::CommandError;
use crate::work::Work;

/// Takes a submitted order back; it is a draft again.
#[derive(Clone, Debug, Serialize)]
pub struct WithdrawOrder {
    /// The order.
    pub order: OrderId,
}

impl Command for WithdrawOrder {
    const NAME: &'static str = "withdraw_order";
    const ACTION: Action = Action::WithdrawOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let by = work.requester().person().ok_or(CommandError::Forbidden)?;
        let mut order = work.load::<Order>(self.order).await?;
        work.requester().require_of(Self::ACTION, order.author())?;
        let case = order.case().ok_or_else(|| not_under_approval(&order, Step::Withdraw))?;
        work.decide(&mut order, OrderCommand::Withdraw).await?;
        let mut case = work.load::<ApprovalCase>(case).await?;
        decide_case(work, &mut case, CaseCommand::Withdraw { by }).await?;
        follow(work, &order).await
    }
}

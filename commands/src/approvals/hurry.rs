//! Hurrying an approval: reminding those who have not decided, or letting others decide too.

use domain::approvals::CaseCommand;
use domain::journal::StreamKey;
use domain::ordering::Order;
use domain::organizations::Action;
use domain::vocabulary::OrderId;
use serde::Serialize;

use super::case_at_hand::CaseAtHand;
use super::deciders::{acting, deciders, working_time};
use super::delegations::delegations;
use crate::command::Command;
use crate::error::CommandError;
use crate::work::Work;

/// Reminds those who have not decided yet, at most once in four hours.
#[derive(Clone, Debug, Serialize)]
pub struct RemindApprovers {
    /// The order.
    pub order: OrderId,
}

/// Lets others decide in the current stage as well: those whom the rule names for it, else
/// the administrators.
#[derive(Clone, Debug, Serialize)]
pub struct EscalateApproval {
    /// The order.
    pub order: OrderId,
}

impl Command for RemindApprovers {
    const NAME: &'static str = "remind_approvers";
    const ACTION: Action = Action::RemindApprovers;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let mut at_hand = CaseAtHand::of(work, self.order, Self::ACTION).await?;
        let remind = CaseCommand::Remind { by: acting(work)?, time: working_time(work).await? };
        at_hand.decide(work, remind).await
    }
}

impl Command for EscalateApproval {
    const NAME: &'static str = "escalate_approval";
    const ACTION: Action = Action::EscalateApproval;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let mut at_hand = CaseAtHand::of(work, self.order, Self::ACTION).await?;
        let tenant = work.requester().tenant();
        let escalate = CaseCommand::Escalate {
            by: acting(work)?,
            delegations: delegations(work.pool(), tenant, work.now()).await?,
            deciders: deciders(work.pool(), tenant).await?,
            time: working_time(work).await?,
        };
        at_hand.decide(work, escalate).await
    }
}

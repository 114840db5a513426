//! Handing an approval to somebody else.

use domain::approvals::CaseCommand;
use domain::journal::StreamKey;
use domain::ordering::Order;
use domain::organizations::Action;
use domain::vocabulary::{OrderId, PersonId};
use serde::Serialize;

use super::case_at_hand::CaseAtHand;
use super::deciders::{acting, deciders};
use crate::command::Command;
use crate::error::CommandError;
use crate::ordering::decide::text;
use crate::work::Work;

/// Gives an approver's place in the current stage to another who may decide.
#[derive(Clone, Debug, Serialize)]
pub struct ReassignApproval {
    /// The order.
    pub order: OrderId,
    /// Whose place: whoever asks, unless an administrator names another.
    pub from: Option<PersonId>,
    /// Who has it then.
    pub to: PersonId,
    /// Why, if there is something to say.
    pub comment: Option<String>,
}

impl Command for ReassignApproval {
    const NAME: &'static str = "reassign_approval";
    const ACTION: Action = Action::ReassignApproval;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let by = acting(work)?;
        let mut at_hand = CaseAtHand::of(work, self.order, Self::ACTION).await?;
        let comment = self.comment.as_deref().map(str::trim).filter(|comment| !comment.is_empty());
        let reassign = CaseCommand::Reassign {
            from: self.from.unwrap_or(by.person),
            by,
            to: self.to,
            comment: comment.map(|comment| text(work, comment)).transpose()?,
            deciders: deciders(work.pool(), work.requester().tenant()).await?,
        };
        at_hand.decide(work, reassign).await
    }
}

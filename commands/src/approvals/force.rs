//! Force: an administrator lets an order pass without those who were asked.

use domain::approvals::CaseCommand;
use domain::journal::StreamKey;
use domain::ordering::Order;
use domain::organizations::Action;
use domain::vocabulary::{OrderId, Revision};
use serde::Serialize;

use super::case_at_hand::CaseAtHand;
use super::deciders::acting;
use crate::command::Command;
use crate::error::CommandError;
use crate::ordering::decide::text;
use crate::work::Work;

/// Lets an order pass without those who were asked. It is marked on the order for ever.
#[derive(Clone, Debug, Serialize)]
pub struct ForceApproval {
    /// The order; not an own one.
    pub order: OrderId,
    /// What the person saw.
    pub revision: Revision,
    /// Why.
    pub reason: String,
}

impl Command for ForceApproval {
    const NAME: &'static str = "force_approval";
    const ACTION: Action = Action::ForceApproval;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let mut at_hand = CaseAtHand::of(work, self.order, Self::ACTION).await?;
        let reason = text(work, &self.reason)?;
        let force = CaseCommand::Force { by: acting(work)?, reason, revision: self.revision };
        at_hand.decide(work, force).await
    }
}

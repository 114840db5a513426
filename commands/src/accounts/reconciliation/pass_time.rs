//! Time passes while 1C has not answered.

use domain::accounts::reconciliation::{Reconciliation, ReconciliationCommand, ReconciliationEvent};
use domain::journal::StreamKey;
use domain::organizations::Action;
use domain::vocabulary::ReconciliationId;
use serde::Serialize;

use super::open_requests::RequestKept;
use crate::command::Command;
use crate::error::CommandError;
use crate::exchange::outbox::{PutIntoOutboxes, Subject, Told};
use crate::work::Work;

/// Does what is due about a request: 1C is reminded, or nobody waits any more.
#[derive(Clone, Debug, Serialize)]
pub struct PassReconciliationTime {
    /// The request.
    pub reconciliation: ReconciliationId,
}

impl Command for PassReconciliationTime {
    const NAME: &'static str = "pass_reconciliation_time";
    const ACTION: Action = Action::TakeInSettlements;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Reconciliation>(self.reconciliation)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let id = self.reconciliation;
        let mut reconciliation = work.load::<Reconciliation>(id).await?;
        let at = work.now();
        let events = work.decide(&mut reconciliation, ReconciliationCommand::PassTime { at }).await?;
        work.effect(RequestKept::of(id, &reconciliation));
        if let (true, Some(scope)) = (events.contains(&ReconciliationEvent::Reminded), reconciliation.scope())
        {
            work.effect(PutIntoOutboxes {
                what: Told::ReconciliationReminded,
                about: Subject::Reconciliation(id),
                contract: scope.contract,
                event: work.new_id(),
                at,
                by: work.requester().actor().clone(),
            });
        }
        Ok(())
    }
}

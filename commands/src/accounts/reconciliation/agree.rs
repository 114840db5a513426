//! The organization agrees with a statement as it saw it.

use chrono::{DateTime, Utc};
use domain::accounts::reconciliation::{Reconciliation, ReconciliationCommand, ReconciliationError};
use domain::journal::{Known, StreamKey};
use domain::organizations::Action;
use domain::refusal::Refusal;
use domain::vocabulary::{Money, MoneyError, ReconciliationId};
use serde::Serialize;

use crate::accounts::credit::head;
use crate::command::Command;
use crate::error::CommandError;
use crate::ports::AboutBalance;
use crate::work::Work;

/// Agrees with a statement. What 1C changes in the period afterwards can be told from it.
#[derive(Clone, Debug, Serialize)]
pub struct AgreeReconciliation {
    /// The request.
    pub reconciliation: ReconciliationId,
    /// As known when.
    pub known_at: DateTime<Utc>,
    /// What was owed after the last day, as whoever agrees saw it.
    pub closing: Money,
}

/// The ledger could not be read up to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the ledger cannot be read right now: try again in a moment")]
pub struct LedgerUnread;

impl Refusal for LedgerUnread {
    fn code(&self) -> &'static str {
        "LEDGER_UNREAD"
    }

    fn in_russian(&self) -> String {
        "Взаиморасчёты сейчас не читаются: повторите через минуту.".to_owned()
    }
}

impl Command for AgreeReconciliation {
    const NAME: &'static str = "agree_reconciliation";
    const ACTION: Action = Action::RequestReconciliation;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Reconciliation>(self.reconciliation)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let mut reconciliation = work.load::<Reconciliation>(self.reconciliation).await?;
        let scope = *reconciliation.scope().ok_or(ReconciliationError::NotRequested)?;
        let (expected, found) = (scope.currency, self.closing.currency);
        if expected != found {
            return Err(MoneyError::CurrencyDiffers { expected, found }.into());
        }
        // Nobody has seen what is known only later.
        let known_at = self.known_at.min(work.now());
        let about = AboutBalance { scope, known_at, at_least: head(work).await? };
        let Known::Read { value: closing, .. } = work.account_facts().balance(about).await else {
            return Err(LedgerUnread.into());
        };
        let agree = ReconciliationCommand::Agree { known_at, closing, seen: self.closing.amount };
        work.decide(&mut reconciliation, agree).await.map(drop)
    }
}

//! What 1C does about a request: it fetches it, and answers or says why it cannot.

use chrono::{DateTime, Utc};
use domain::accounts::reconciliation::{Reconciliation, ReconciliationCommand, StatementLine};
use domain::journal::StreamKey;
use domain::organizations::Action;
use domain::vocabulary::ReconciliationId;
use rust_decimal::Decimal;
use serde::Serialize;

use super::open_requests::RequestKept;
use crate::command::Command;
use crate::error::CommandError;
use crate::work::Work;

/// Notes that 1C fetched a request.
#[derive(Clone, Debug, Serialize)]
pub struct MarkReconciliationSent {
    /// The request.
    pub reconciliation: ReconciliationId,
}

/// Takes what 1C answered to a request.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerReconciliation {
    /// The request.
    pub reconciliation: ReconciliationId,
    /// The statement, or why there is none.
    pub answer: Result<Statement, String>,
}

/// A statement of 1C.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Statement {
    /// What was owed before the first day; below zero it was owed to the organization.
    pub opening: Decimal,
    /// What was owed after the last day.
    pub closing: Decimal,
    /// The lines.
    pub lines: Vec<StatementLine>,
    /// When 1C made it.
    pub made_at: DateTime<Utc>,
}

impl Command for MarkReconciliationSent {
    const NAME: &'static str = "mark_reconciliation_sent";
    const ACTION: Action = Action::TakeInSettlements;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Reconciliation>(self.reconciliation)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let mut reconciliation = work.load::<Reconciliation>(self.reconciliation).await?;
        work.decide(&mut reconciliation, ReconciliationCommand::MarkSent).await.map(drop)
    }
}

impl Command for AnswerReconciliation {
    const NAME: &'static str = "answer_reconciliation";
    const ACTION: Action = Action::TakeInSettlements;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Reconciliation>(self.reconciliation)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let mut reconciliation = work.load::<Reconciliation>(self.reconciliation).await?;
        let command = match self.answer.clone() {
            Ok(Statement { opening, closing, lines, made_at }) => {
                ReconciliationCommand::Answer { opening, closing, lines, made_at }
            }
            Err(reason) => ReconciliationCommand::Fail { reason },
        };
        work.decide(&mut reconciliation, command).await?;
        work.effect(RequestKept::of(self.reconciliation, &reconciliation));
        Ok(())
    }
}

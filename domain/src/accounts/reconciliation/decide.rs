//! What becomes of a request for a reconciliation statement.

use rust_decimal::Decimal;

use super::command::ReconciliationCommand;
use super::comparison::StatementLine;
use super::error::ReconciliationError;
use super::event::ReconciliationEvent;
use super::state::{
    EXPIRES_AFTER, MOST_DAYS, MOST_LINES, MOST_REASON_CHARACTERS, REMINDED_AFTER, Reconciliation,
    ReconciliationStatus,
};

type Decided = Result<Vec<ReconciliationEvent>, ReconciliationError>;

/// Decides; no events mean that nothing changes.
pub fn decide(reconciliation: &Reconciliation, command: ReconciliationCommand) -> Decided {
    use ReconciliationCommand as C;
    use ReconciliationEvent as E;
    let status = reconciliation.status();
    match command {
        C::Request { .. } if status.is_some_and(ReconciliationStatus::is_open) => Ok(Vec::new()),
        C::Request { reconciliation: id, scope, today, at } => {
            let days = (scope.to - scope.from).num_days() + 1;
            if !(1..=MOST_DAYS).contains(&days) || scope.to > today {
                return Err(ReconciliationError::PeriodUnusable);
            }
            let (remind_at, expires_at) = (at + REMINDED_AFTER, at + EXPIRES_AFTER);
            let round = reconciliation.round + 1;
            Ok(vec![E::Requested { reconciliation: id, scope, round, remind_at, expires_at }])
        }
        C::MarkSent => match status.ok_or(ReconciliationError::NotRequested)? {
            ReconciliationStatus::Requested => Ok(vec![E::SentToErp]),
            _ => Ok(Vec::new()),
        },
        C::PassTime { at } => {
            let is_open = status.is_some_and(ReconciliationStatus::is_open);
            let is_due = |moment: Option<_>| is_open && moment.is_some_and(|moment| moment <= at);
            if is_due(reconciliation.expires_at) {
                return Ok(vec![E::TimedOut]);
            }
            Ok(if is_due(reconciliation.remind_at) { vec![E::Reminded] } else { Vec::new() })
        }
        C::Answer { opening, closing, lines, made_at } => {
            still_asked(status)?;
            adds_up(opening, closing, &lines)?;
            Ok(vec![E::Ready { opening, closing, lines, made_at }])
        }
        C::Fail { reason } => {
            still_asked(status)?;
            if !(1..=MOST_REASON_CHARACTERS).contains(&reason.chars().count()) {
                return Err(ReconciliationError::ReasonUnusable);
            }
            Ok(vec![E::Failed { reason }])
        }
        C::Agree { known_at, closing, seen } => {
            status.ok_or(ReconciliationError::NotRequested)?;
            if closing != seen {
                return Err(ReconciliationError::BalanceChanged);
            }
            let already = reconciliation.agreed == Some((known_at, closing));
            Ok(if already { Vec::new() } else { vec![E::Agreed { known_at, closing }] })
        }
    }
}

/// An answer that comes too late is better than none: only what was answered is over.
const fn still_asked(status: Option<ReconciliationStatus>) -> Result<(), ReconciliationError> {
    match status {
        None => Err(ReconciliationError::NotRequested),
        Some(ReconciliationStatus::Ready | ReconciliationStatus::Failed) => Err(ReconciliationError::Over),
        Some(_) => Ok(()),
    }
}

fn adds_up(opening: Decimal, closing: Decimal, lines: &[StatementLine]) -> Result<(), ReconciliationError> {
    if lines.len() > MOST_LINES {
        return Err(ReconciliationError::TooManyLines);
    }
    let moved: Decimal = lines.iter().map(|line| line.side.signed(line.amount)).sum();
    if opening + moved == closing { Ok(()) } else { Err(ReconciliationError::DoesNotAddUp) }
}

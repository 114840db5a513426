//! What can be asked of a reconciliation.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;

use super::comparison::StatementLine;
use super::event::Scope;
use crate::vocabulary::ReconciliationId;

/// What can be asked of a reconciliation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReconciliationCommand {
    /// Ask 1C for a statement.
    Request {
        /// The request.
        reconciliation: ReconciliationId,
        /// Of what.
        scope: Scope,
        /// The day where the organization is.
        today: NaiveDate,
        /// Now.
        at: DateTime<Utc>,
    },
    /// Note that 1C fetched the request.
    MarkSent,
    /// Note that 1C was reminded, or that nobody waits any more: whichever is due.
    PassTime {
        /// Now.
        at: DateTime<Utc>,
    },
    /// Take what 1C answered.
    Answer {
        /// What was owed before.
        opening: Decimal,
        /// What was owed after.
        closing: Decimal,
        /// The lines.
        lines: Vec<StatementLine>,
        /// When 1C made it.
        made_at: DateTime<Utc>,
    },
    /// Take that 1C could not make it.
    Fail {
        /// What 1C said.
        reason: String,
    },
    /// Agree with the statement as it is known.
    Agree {
        /// As known when.
        known_at: DateTime<Utc>,
        /// What was owed after the last day, as our ledger has it at that moment.
        closing: Decimal,
        /// What whoever agrees saw.
        seen: Decimal,
    },
}

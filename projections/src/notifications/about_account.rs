//! What people are told of money: an order that waits for it, and a statement that 1C was asked for.

use domain::accounts::exposure::ExposureEvent;
use domain::accounts::reconciliation::ReconciliationEvent;
use domain::notifications::NotificationKind as K;
use domain::vocabulary::OrderId;

use super::known::{OrderKnown, ReconciliationKnown};
use super::telling::Telling;

/// The order that credit stops, if that is what happened.
pub const fn stopped(event: &ExposureEvent) -> Option<OrderId> {
    match event {
        ExposureEvent::Stopped { order, .. } => Some(*order),
        _ => None,
    }
}

/// Whom it is to be told that an order waits: once, however often it is looked at. That it goes on
/// is told by its confirmation.
pub fn waiting(known: &mut OrderKnown) -> Vec<Telling> {
    if std::mem::replace(&mut known.waits, true) {
        return Vec::new();
    }
    vec![Telling::that(K::OrderWaitsForCredit, known.owners())]
}

/// Whom an event of a request for a statement is to be told: whoever asked.
pub fn of_statement(event: &ReconciliationEvent, known: &ReconciliationKnown) -> Vec<Telling> {
    let kind = match event {
        ReconciliationEvent::Ready { .. } => K::StatementReady,
        ReconciliationEvent::Failed { .. } => K::StatementFailed,
        ReconciliationEvent::TimedOut => K::StatementTimedOut,
        ReconciliationEvent::Requested { .. }
        | ReconciliationEvent::SentToErp
        | ReconciliationEvent::Reminded
        | ReconciliationEvent::Agreed { .. } => return Vec::new(),
    };
    vec![Telling::that(kind, known.requester)]
}

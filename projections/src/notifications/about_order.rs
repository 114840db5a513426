//! What people are told of an order.

use domain::notifications::NotificationKind as K;
use domain::ordering::OrderEvent;
use domain::vocabulary::PersonId;

use super::known::OrderKnown;
use super::telling::Telling;

/// Whom an event of an order is to be told. What becomes of an approval is told by its case.
pub fn tellings(event: &OrderEvent, known: &OrderKnown) -> Vec<Telling> {
    let owners = |kind| Telling::that(kind, known.owners());
    match event {
        OrderEvent::Confirmed { .. } => vec![owners(K::OrderConfirmed)],
        OrderEvent::PutOnHold { .. } => vec![owners(K::OrderHeld)],
        OrderEvent::HoldReleased { .. } => vec![owners(K::OrderReleased)],
        OrderEvent::PartiallyShipped { .. } | OrderEvent::Shipped { .. } => vec![owners(K::OrderShipped)],
        OrderEvent::Delivered {} => vec![owners(K::OrderDelivered)],
        OrderEvent::Cancelled { reason, .. } => vec![owners(K::OrderCancelled).saying(Some(reason.id))],
        // Drafts are their authors' own affair; the rest is told by the case, or is no news.
        OrderEvent::Drafted { .. }
        | OrderEvent::LineAdded { .. }
        | OrderEvent::LineQuantityChanged { .. }
        | OrderEvent::LineRemoved { .. }
        | OrderEvent::Submitted { .. }
        | OrderEvent::ApprovalNotRequired { .. }
        | OrderEvent::Approved { .. }
        | OrderEvent::Withdrawn { .. }
        | OrderEvent::Returned { .. }
        | OrderEvent::Rejected { .. }
        | OrderEvent::ConfirmationRefused { .. }
        | OrderEvent::TakenIntoProcessing {}
        | OrderEvent::Closed {} => Vec::new(),
    }
}

/// What is to be remembered of an order after an event of it: its people.
pub fn remember(known: &mut OrderKnown, event: &OrderEvent, by: Option<PersonId>) {
    if let OrderEvent::Submitted { .. } = event {
        known.submitter = by;
    }
}

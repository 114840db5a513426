//! What people are told of an order.

use domain::notifications::NotificationKind as K;
use domain::ordering::OrderEvent;
use domain::vocabulary::{PersonId, TextRef};

use super::known::OrderKnown;
use super::telling::Telling;

/// Whom an event of an order is to be told. What becomes of an approval is told by its case.
pub fn tellings(event: &OrderEvent, known: &OrderKnown) -> Vec<Telling> {
    let owners = |kind, text: Option<&TextRef>| {
        vec![Telling::that(kind, known.owners()).saying(text.map(|text| text.id))]
    };
    match event {
        OrderEvent::Confirmed { .. } => owners(K::OrderConfirmed, None),
        OrderEvent::Amended { reason, .. } => owners(K::OrderAmended, Some(reason)),
        OrderEvent::PutOnHold { reason, .. } => owners(K::OrderHeld, reason.as_ref()),
        OrderEvent::HoldReleased { note, .. } => owners(K::OrderReleased, note.as_ref()),
        OrderEvent::PartiallyShipped { .. } | OrderEvent::Shipped { .. } => owners(K::OrderShipped, None),
        OrderEvent::Delivered {} => owners(K::OrderDelivered, None),
        OrderEvent::Cancelled { reason, .. } | OrderEvent::LinesCancelled { reason, .. } => {
            owners(K::OrderCancelled, Some(reason))
        }
        OrderEvent::CancellationRequested { reason, .. } => owners(K::CancellationRequested, Some(reason)),
        OrderEvent::CancellationGranted { answer } => answered(known, answer.as_ref()),
        OrderEvent::CancellationDeclined { answer } => answered(known, Some(answer)),
        OrderEvent::Drafted { placed_by: Some(_), .. } => owners(K::OrderPlaced, None),
        // A draft is its author's own affair; the rest is told by the case, follows from what
        // is told, or is for whoever looks at the order.
        OrderEvent::Drafted { .. }
        | OrderEvent::LineAdded { .. }
        | OrderEvent::LineQuantityChanged { .. }
        | OrderEvent::LineRemoved { .. }
        | OrderEvent::Commented { .. }
        | OrderEvent::LineCommented { .. }
        | OrderEvent::CostCentreSet { .. }
        | OrderEvent::LineCostCentreSet { .. }
        | OrderEvent::DeliveryChosen { .. }
        | OrderEvent::DateWanted { .. }
        | OrderEvent::CreditChecked { .. }
        | OrderEvent::Submitted { .. }
        | OrderEvent::ApprovalNotRequired { .. }
        | OrderEvent::Approved { .. }
        | OrderEvent::Reduced { .. }
        | OrderEvent::Withdrawn { .. }
        | OrderEvent::Returned { .. }
        | OrderEvent::Rejected { .. }
        | OrderEvent::ConfirmationRefused { .. }
        | OrderEvent::TakenIntoProcessing {}
        | OrderEvent::ShipmentTracked { .. }
        | OrderEvent::ShipmentDelivered { .. }
        | OrderEvent::ExpectedOn { .. }
        | OrderEvent::CancellationRequestWithdrawn {}
        | OrderEvent::PaidAmountNoted { .. }
        | OrderEvent::Closed {} => Vec::new(),
    }
}

/// The answer is for whoever asked as well.
fn answered(known: &OrderKnown, answer: Option<&TextRef>) -> Vec<Telling> {
    let people = known.owners().into_iter().chain(known.wishes);
    vec![Telling::that(K::CancellationAnswered, people).saying(answer.map(|text| text.id))]
}

/// What is to be remembered of an order after an event of it: who did what, for whom.
pub fn remember(known: &mut OrderKnown, event: &OrderEvent, by: Option<PersonId>) {
    match event {
        OrderEvent::Submitted { .. } => (known.submitter, known.waits) = (by, false),
        OrderEvent::Confirmed { .. } => known.waits = false,
        OrderEvent::CancellationRequested { .. } => known.wishes = by,
        _ => {}
    }
}

//! What people are told of an approval.

use std::collections::BTreeSet;

use domain::approvals::{ApprovalCase, CaseEvent, Decision};
use domain::notifications::NotificationKind as K;
use domain::vocabulary::PersonId;

use super::telling::Telling;

/// Those whose own order it is: who asked for the approval, and who wrote the order.
pub fn owners(case: &ApprovalCase) -> BTreeSet<PersonId> {
    let opening = case.opening().into_iter();
    opening.flat_map(|opening| opening.authors.iter().copied().chain([opening.requester])).collect()
}

/// Whom an event of a case is to be told; `before` is the case as it was before the event.
pub fn tellings(event: &CaseEvent, before: &ApprovalCase) -> Vec<Telling> {
    let to_owners = |kind| Telling::that(kind, owners(before));
    match event {
        CaseEvent::Decided { decision, comment, .. } => {
            let kind = match decision {
                Decision::Approve => K::ApprovalDecided,
                Decision::Return => K::ApprovalReturned,
                Decision::Reject => K::ApprovalRejected,
            };
            vec![to_owners(kind).saying(comment.as_ref().map(|text| text.id))]
        }
        CaseEvent::Granted {} => vec![to_owners(K::ApprovalGranted)],
        CaseEvent::Opened(_)
        | CaseEvent::StoodIn { .. }
        | CaseEvent::StageCompleted { .. }
        | CaseEvent::Returned {}
        | CaseEvent::Rejected {}
        | CaseEvent::Withdrawn { .. }
        | CaseEvent::Voided {} => Vec::new(),
    }
}

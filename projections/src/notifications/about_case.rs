//! What people are told of an approval.

use std::collections::BTreeSet;

use domain::approvals::case::{LineCut, OnBehalf};
use domain::approvals::{ApprovalCase, CaseEvent, Decision};
use domain::notifications::NotificationKind as K;
use domain::vocabulary::{PersonId, TextId, TextRef};

use super::telling::Telling;

/// Those whose own order it is: who asked for the approval, and who wrote the order.
pub fn owners(case: &ApprovalCase) -> BTreeSet<PersonId> {
    let opening = case.opening().into_iter();
    opening.flat_map(|opening| opening.authors.iter().copied().chain([opening.requester])).collect()
}

/// Whom an event of a case is to be told; `before` is the case as it was before the event.
pub fn tellings(event: &CaseEvent, before: &ApprovalCase) -> Vec<Telling> {
    let to_owners = |kind| Telling::that(kind, owners(before));
    let to_waited_for = |kind| Telling::asking(kind, before.who_may_act());
    match event {
        CaseEvent::StageStarted { asked, .. } => {
            vec![Telling::asking(K::ApprovalAsked, asked.iter().copied())]
        }
        CaseEvent::Decided { on_behalf_of, decision, comment, cuts, .. } => {
            decided(before, *decision, (on_behalf_of, cuts), comment.as_ref())
        }
        CaseEvent::Granted {} => vec![to_owners(K::ApprovalGranted)],
        CaseEvent::Forced { reason, .. } => {
            vec![Telling::that(K::ApprovalForced, before.who_may_act()).saying(Some(reason.id))]
        }
        CaseEvent::QuestionAsked { text, .. } => vec![to_owners(K::QuestionAsked).saying(Some(text.id))],
        CaseEvent::QuestionAnswered { question, text, .. } => {
            let asked = before.questions().iter().filter(|it| it.number == *question).map(|it| it.by);
            vec![Telling::that(K::QuestionAnswered, asked).saying(Some(text.id))]
        }
        CaseEvent::Reassigned { from, to, comment, .. } => {
            let text = comment.as_ref().map(|text| text.id);
            vec![
                Telling::asking(K::ApprovalReassigned, [*to]).saying(text),
                Telling::that(K::ApprovalReassigned, [*from]).saying(text),
            ]
        }
        CaseEvent::Escalated { to, .. } => vec![
            Telling::asking(K::ApprovalEscalated, to.iter().copied()),
            to_owners(K::ApprovalEscalated),
            Telling::that(K::ApprovalEscalated, before.who_may_act()),
        ],
        CaseEvent::Reminded { groups, .. } => {
            vec![Telling::asking(K::ApprovalReminded, waited_for_in(before, groups))]
        }
        // Enough are left: for those who wait nothing is different.
        CaseEvent::Rerouted { added, .. } if added.is_empty() => Vec::new(),
        CaseEvent::Rerouted { added, .. } => {
            vec![Telling::asking(K::ApprovalRerouted, added.iter().copied()), to_owners(K::ApprovalRerouted)]
        }
        CaseEvent::DeadlinePassed { .. } | CaseEvent::Stranded { .. } => {
            vec![to_owners(K::ApprovalReturned), to_waited_for(K::ApprovalReturned)]
        }
        // What follows from these, or what they follow from, is told; the rest is for whoever
        // looks at the case.
        CaseEvent::Opened(_)
        | CaseEvent::StoodIn { .. }
        | CaseEvent::Revised { .. }
        | CaseEvent::StageCompleted { .. }
        | CaseEvent::Returned {}
        | CaseEvent::Rejected {}
        | CaseEvent::Withdrawn { .. }
        | CaseEvent::Voided {}
        | CaseEvent::DeadlineMoved { .. }
        | CaseEvent::Suspended {}
        | CaseEvent::Resumed { .. } => Vec::new(),
    }
}

/// A decision is told those whose order it is, and those in whose place it was made.
fn decided(
    before: &ApprovalCase,
    decision: Decision,
    (on_behalf_of, cuts): (&[OnBehalf], &[LineCut]),
    comment: Option<&TextRef>,
) -> Vec<Telling> {
    let kind = match decision {
        Decision::Approve if cuts.is_empty() => K::ApprovalDecided,
        Decision::Approve => K::OrderReduced,
        Decision::Return => K::ApprovalReturned,
        Decision::Reject => K::ApprovalRejected,
    };
    let text: Option<TextId> = comment.map(|text| text.id);
    let represented = on_behalf_of.iter().map(|one| one.person);
    vec![Telling::that(kind, owners(before)).saying(text), Telling::that(kind, represented).saying(text)]
}

/// Those in some groups of the current stage who may decide now.
fn waited_for_in(case: &ApprovalCase, groups: &BTreeSet<u16>) -> BTreeSet<PersonId> {
    let here = (1_u16..).zip(case.current_groups()).filter(|(place, _)| groups.contains(place));
    let people: BTreeSet<PersonId> = here.flat_map(|(_, group)| group.people.iter().copied()).collect();
    case.who_may_act().intersection(&people).copied().collect()
}

//! What an event says beside what happened: the stage, the people, and what somebody wrote.

use domain::approvals::{CaseEvent, DelegationEvent};
use domain::journal::Fact;
use domain::ordering::OrderEvent;
use domain::vocabulary::{PersonId, TextId, TextRef};

/// The particulars of an event, as far as it has any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Particulars {
    /// The stage of the approval, from 1.
    pub stage: Option<u16>,
    /// In whose place somebody decided.
    pub in_place_of: Vec<PersonId>,
    /// Whom it is about beside whoever brought it about: the people who were asked, joined, were
    /// reminded of or stand in.
    pub people: Vec<PersonId>,
    /// What somebody wrote: a comment, a reason, a question, an answer.
    pub text: Option<TextId>,
}

impl Particulars {
    /// The particulars of an event.
    pub fn of(fact: &Fact) -> Self {
        match fact {
            Fact::Order(event) => Self { text: written(event), ..Self::default() },
            Fact::ApprovalCase(event) => Self::of_case(event),
            Fact::ApprovalDelegation(DelegationEvent::Granted { reason, .. }) => {
                Self { text: reason.as_ref().map(|text| text.id), ..Self::default() }
            }
            _ => Self::default(),
        }
    }

    fn of_case(event: &CaseEvent) -> Self {
        match event {
            CaseEvent::StageStarted { stage, asked, .. } => Self::at(*stage, asked),
            CaseEvent::StoodIn { stage, by, .. } => Self::at(*stage, [by]),
            CaseEvent::Decided { stage, on_behalf_of, comment, .. } => Self {
                in_place_of: on_behalf_of.iter().map(|one| one.person).collect(),
                ..Self::at(*stage, []).with(comment.as_ref())
            },
            CaseEvent::Reassigned { stage, from, to, comment, .. } => {
                Self { in_place_of: vec![*from], ..Self::at(*stage, [to]).with(comment.as_ref()) }
            }
            CaseEvent::Escalated { stage, to, .. } => Self::at(*stage, to),
            CaseEvent::Rerouted { stage, lost, added, .. } => {
                Self { in_place_of: lost.iter().copied().collect(), ..Self::at(*stage, added) }
            }
            CaseEvent::StageCompleted { stage }
            | CaseEvent::Reminded { stage, .. }
            | CaseEvent::DeadlineMoved { stage, .. }
            | CaseEvent::DeadlinePassed { stage, .. }
            | CaseEvent::Stranded { stage, .. } => Self::at(*stage, []),
            CaseEvent::Forced { reason: text, .. }
            | CaseEvent::QuestionAsked { text, .. }
            | CaseEvent::QuestionAnswered { text, .. } => Self::default().with(Some(text)),
            CaseEvent::Opened(_)
            | CaseEvent::Revised { .. }
            | CaseEvent::Granted {}
            | CaseEvent::Returned {}
            | CaseEvent::Rejected {}
            | CaseEvent::Withdrawn { .. }
            | CaseEvent::Voided {}
            | CaseEvent::Suspended {}
            | CaseEvent::Resumed { .. } => Self::default(),
        }
    }

    fn at<'a>(stage: u16, people: impl IntoIterator<Item = &'a PersonId>) -> Self {
        let people = people.into_iter().copied().collect();
        Self { stage: Some(stage), people, ..Self::default() }
    }

    fn with(self, text: Option<&TextRef>) -> Self {
        Self { text: text.map(|text| text.id), ..self }
    }
}

/// What somebody wrote to an order. Remarks on lines are read on the lines.
fn written(event: &OrderEvent) -> Option<TextId> {
    let text = match event {
        OrderEvent::Commented { comment: text, .. }
        | OrderEvent::LineCommented { comment: text, .. }
        | OrderEvent::Returned { comment: text, .. }
        | OrderEvent::CancellationGranted { answer: text }
        | OrderEvent::PutOnHold { reason: text, .. }
        | OrderEvent::HoldReleased { note: text, .. } => text.as_ref(),
        OrderEvent::Rejected { reason: text, .. }
        | OrderEvent::LinesCancelled { reason: text, .. }
        | OrderEvent::CancellationRequested { reason: text, .. }
        | OrderEvent::CancellationDeclined { answer: text }
        | OrderEvent::Amended { reason: text, .. }
        | OrderEvent::Cancelled { reason: text, .. } => Some(text),
        _ => None,
    };
    text.map(|text| text.id)
}

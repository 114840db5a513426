//! Questions of approvers and answers of those whose order it is.

use chrono::{DateTime, Utc};

use super::super::error::CaseError;
use super::super::event::CaseEvent;
use super::super::state::ApprovalCase;
use super::{Answer, open_stage, opening_of};
use crate::approvals::Delegations;
use crate::vocabulary::{PersonId, TextRef};

/// The most questions of a case.
const MOST_QUESTIONS: u16 = 100;

pub(super) fn ask(
    case: &ApprovalCase,
    by: PersonId,
    delegations: &Delegations,
    at: DateTime<Utc>,
    text: TextRef,
) -> Answer {
    let opening = opening_of(case)?;
    open_stage(case)?;
    if opening.forbids(by) {
        return Err(CaseError::OwnOrder);
    }
    let asked = case.current_groups().iter().any(|group| group.people.contains(&by));
    if !asked && case.in_place_of(by, delegations, at).is_empty() {
        return Err(CaseError::NotAnApprover);
    }
    let question = u16::try_from(case.questions().len()).unwrap_or(u16::MAX).saturating_add(1);
    if question > MOST_QUESTIONS {
        return Err(CaseError::TooManyQuestions { most: MOST_QUESTIONS });
    }
    Ok(vec![CaseEvent::QuestionAsked { question, by, text }])
}

/// Whether a question waits for the answer of somebody.
pub(super) fn has_question_for(case: &ApprovalCase, by: PersonId) -> bool {
    let is_own = open_stage(case).is_ok() && case.opening().is_some_and(|opening| opening.is_own(by));
    is_own && case.questions().iter().any(|question| question.answer.is_none())
}

pub(super) fn answer(case: &ApprovalCase, by: PersonId, question: u16, text: TextRef) -> Answer {
    let opening = opening_of(case)?;
    open_stage(case)?;
    if !opening.is_own(by) {
        return Err(CaseError::NotTheAuthor);
    }
    let asked = case.questions().iter().find(|asked| asked.number == question);
    match asked.ok_or(CaseError::QuestionUnknown)?.answer {
        Some(_) => Err(CaseError::QuestionAnswered),
        None => Ok(vec![CaseEvent::QuestionAnswered { question, by, text }]),
    }
}

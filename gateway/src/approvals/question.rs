//! Questions of approvers to those whose order it is, and the answers.

use async_graphql::{Context, Object, Result};
use chrono::{DateTime, Utc};
use domain::approvals::{CaseEvent, Question};
use projections::approvals::CaseRow;

use crate::graphql::related::{TextOf, related};
use crate::graphql::standpoint::Standpoint;
use crate::identity::Person;

/// A question in an approval, seen from somewhere.
pub struct ApprovalQuestion {
    question: Question,
    asked_at: Option<DateTime<Utc>>,
    answered_at: Option<DateTime<Utc>>,
    standpoint: Standpoint,
}

/// The questions of a case in their order.
pub fn questions(row: &CaseRow, standpoint: Standpoint) -> Vec<ApprovalQuestion> {
    let when = |is_it: &dyn Fn(&CaseEvent) -> bool| {
        row.course.iter().find(|happening| is_it(&happening.event)).map(|happening| happening.at)
    };
    let question = |asked: &Question| ApprovalQuestion {
        question: asked.clone(),
        asked_at: when(
            &|event| matches!(event, CaseEvent::QuestionAsked { question, .. } if *question == asked.number),
        ),
        answered_at: when(
            &|event| matches!(event, CaseEvent::QuestionAnswered { question, .. } if *question == asked.number),
        ),
        standpoint,
    };
    row.state.questions().iter().map(question).collect()
}

/// A question of an approver to those whose order it is.
#[Object]
impl ApprovalQuestion {
    /// Its number in the approval, from 1.
    async fn number(&self) -> u16 {
        self.question.number
    }

    /// In which stage it was asked, from 1.
    async fn stage(&self) -> u16 {
        self.question.stage
    }

    /// Who asked.
    async fn by(&self) -> Person {
        Person { id: self.question.by, standpoint: self.standpoint }
    }

    /// What; null when it was erased.
    async fn text(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        related(ctx, TextOf(self.standpoint, self.question.text.id)).await
    }

    /// When it was asked.
    async fn asked_at(&self) -> Option<DateTime<Utc>> {
        self.asked_at
    }

    /// Whether it was answered.
    async fn answered(&self) -> bool {
        self.question.answer.is_some()
    }

    /// Who answered; null while nobody did.
    async fn answered_by(&self) -> Option<Person> {
        let answer = self.question.answer.as_ref();
        answer.map(|answer| Person { id: answer.by, standpoint: self.standpoint })
    }

    /// The answer; null while there is none, and when it was erased.
    async fn answer(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match &self.question.answer {
            Some(answer) => related(ctx, TextOf(self.standpoint, answer.text.id)).await,
            None => Ok(None),
        }
    }

    /// When it was answered; null while it was not.
    async fn answered_at(&self) -> Option<DateTime<Utc>> {
        self.answered_at
    }
}

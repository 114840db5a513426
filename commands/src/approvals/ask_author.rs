//! Questions in an approval: an approver asks, whoever ordered answers.

use domain::approvals::CaseCommand;
use domain::journal::StreamKey;
use domain::ordering::Order;
use domain::organizations::Action;
use domain::vocabulary::OrderId;
use serde::Serialize;

use super::case_at_hand::CaseAtHand;
use super::deciders::{acting, working_time};
use super::delegations::delegations;
use crate::command::Command;
use crate::error::CommandError;
use crate::ordering::decide::text;
use crate::work::Work;

/// Asks those whose order it is, as somebody who is asked to decide on it.
#[derive(Clone, Debug, Serialize)]
pub struct AskAuthor {
    /// The order.
    pub order: OrderId,
    /// What.
    pub question: String,
}

/// Answers a question about an own order.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerQuestion {
    /// The order.
    pub order: OrderId,
    /// The number of the question in the case, from 1.
    pub question: u16,
    /// What.
    pub answer: String,
}

impl Command for AskAuthor {
    const NAME: &'static str = "ask_author";
    const ACTION: Action = Action::AskAuthor;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let mut at_hand = CaseAtHand::of(work, self.order, Self::ACTION).await?;
        let ask = CaseCommand::Ask {
            by: acting(work)?,
            delegations: delegations(work.pool(), work.requester().tenant(), work.now()).await?,
            time: working_time(work).await?,
            text: text(work, &self.question)?,
        };
        at_hand.decide(work, ask).await
    }
}

impl Command for AnswerQuestion {
    const NAME: &'static str = "answer_question";
    const ACTION: Action = Action::AnswerQuestion;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let by = acting(work)?.person;
        let mut at_hand = CaseAtHand::of(work, self.order, Self::ACTION).await?;
        let text = text(work, &self.answer)?;
        at_hand.decide(work, CaseCommand::Answer { by, question: self.question, text }).await
    }
}

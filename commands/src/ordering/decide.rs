//! Approving, returning and rejecting: the case and the order in one append, so that a
//! decision and a withdrawal at the same moment have exactly one winner.

use std::collections::BTreeMap;

use domain::approvals::case::{CaseCommand, Decision, LineCut, Vote};
use domain::journal::StreamKey;
use domain::ordering::order::Step;
use domain::ordering::{Order, OrderError};
use domain::organizations::Action;
use domain::refusal::Refusal;
use domain::vocabulary::{OrderId, ProductId, Revision, TextRef};
use serde::Serialize;

use crate::approvals::case_at_hand::CaseAtHand;
use crate::approvals::deciders::{acting, deciders, working_time};
use crate::approvals::delegations;
use crate::command::Command;
use crate::error::CommandError;
use crate::work::Work;

/// Decides about a submitted order. The organization may want the goods even if whoever
/// ordered them was blocked or left since: others decide about it all the same.
#[derive(Clone, Debug, Serialize)]
pub struct DecideOrder {
    /// The order.
    pub order: OrderId,
    /// What is decided.
    pub decision: DecisionAsked,
    /// What the person saw: a decision on anything else is refused.
    pub revision: Revision,
    /// The stage that the person saw, from 1. Whoever decided in an earlier stage names
    /// it, so that a second click does not decide the next one.
    pub stage: Option<u16>,
}

/// A decision with its reason. Returning and rejecting need one.
#[derive(Clone, Debug, Serialize)]
pub enum DecisionAsked {
    /// Let it pass.
    Approve {
        /// A remark, if any.
        comment: Option<String>,
        /// What is taken away from the order: smaller quantities and dropped lines, never
        /// more than was asked and never all of it.
        cuts: Vec<LineCut>,
    },
    /// Give it back for rework.
    Return {
        /// What is to be reworked.
        comment: String,
        /// Remarks on lines, by their products.
        line_comments: BTreeMap<ProductId, String>,
    },
    /// Refuse it for good.
    Reject {
        /// Why.
        reason: String,
    },
}

/// Why a decision is refused before it comes to the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecisionError {
    /// A return or a rejection without a reason helps nobody.
    #[error("say why: the comment must not be empty")]
    CommentMissing,
    /// The comment is too long.
    #[error("the comment must not be longer than {MOST_CHARACTERS} characters")]
    CommentTooLong,
}

const MOST_CHARACTERS: usize = 4_000;

impl Refusal for DecisionError {
    fn code(&self) -> &'static str {
        match self {
            Self::CommentMissing => "COMMENT_MISSING",
            Self::CommentTooLong => "COMMENT_TOO_LONG",
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::CommentMissing => "Укажите причину: комментарий не может быть пустым.".to_owned(),
            Self::CommentTooLong => format!("Комментарий не может быть длиннее {MOST_CHARACTERS} символов."),
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some("comment")
    }
}

impl Command for DecideOrder {
    const NAME: &'static str = "decide_order";
    const ACTION: Action = Action::DecideOrder;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let by = acting(work)?;
        let tenant = work.requester().tenant();
        let mut at_hand = CaseAtHand::of(work, self.order, Self::ACTION).await?;
        let Said { decision, comment, line_comments, cuts } = self.decision.with_texts(work)?;
        let vote = Vote {
            by,
            stage: self.stage,
            decision,
            comment,
            line_comments,
            revised: self.revised(&at_hand.order, &cuts)?,
            cuts,
            revision: self.revision,
            deciders: deciders(work.pool(), tenant).await?,
            delegations: delegations(work.pool(), tenant, work.now()).await?,
            time: working_time(work).await?,
        };
        at_hand.decide(work, CaseCommand::Decide(Box::new(vote))).await
    }
}

impl DecideOrder {
    /// What the order would be after the cuts. Cuts of anything else than what the person
    /// saw are not even looked at: the case refuses them.
    fn revised(&self, order: &Order, cuts: &[LineCut]) -> Result<Option<Revision>, OrderError> {
        if cuts.is_empty() || order.revision() != Some(self.revision) {
            return Ok(None);
        }
        order.reduction(cuts).map(|reduction| Some(reduction.revision))
    }
}

/// What was said, with its texts kept.
struct Said {
    decision: Decision,
    comment: Option<TextRef>,
    line_comments: BTreeMap<ProductId, TextRef>,
    cuts: Vec<LineCut>,
}

impl DecisionAsked {
    fn with_texts(&self, work: &mut Work<'_>) -> Result<Said, DecisionError> {
        let mut said = Said {
            decision: Decision::Approve,
            comment: None,
            line_comments: BTreeMap::new(),
            cuts: Vec::new(),
        };
        match self {
            Self::Approve { comment, cuts } => {
                let comment = comment.as_deref().map(str::trim).filter(|comment| !comment.is_empty());
                said.comment = comment.map(|comment| text(work, comment)).transpose()?;
                said.cuts.clone_from(cuts);
            }
            Self::Return { comment, line_comments } => {
                said.decision = Decision::Return;
                said.comment = Some(text(work, comment)?);
                for (product, comment) in line_comments {
                    said.line_comments.insert(*product, text(work, comment)?);
                }
            }
            Self::Reject { reason } => {
                said.decision = Decision::Reject;
                said.comment = Some(text(work, reason)?);
            }
        }
        Ok(said)
    }
}

/// No case decides about the order, so nobody can.
pub(crate) fn not_under_approval(order: &Order, step: Step) -> OrderError {
    order.status().map_or(OrderError::Unknown, |status| OrderError::StepNotAllowed { step, status })
}

/// A reason that somebody wrote, checked and kept.
pub(crate) fn text(work: &mut Work<'_>, body: &str) -> Result<TextRef, DecisionError> {
    match body.trim() {
        "" => Err(DecisionError::CommentMissing),
        body if body.chars().count() > MOST_CHARACTERS => Err(DecisionError::CommentTooLong),
        body => Ok(work.text(body)),
    }
}

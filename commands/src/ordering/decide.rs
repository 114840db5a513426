//! Approving, returning and rejecting: the case and the order in one append, so that a
//! decision and a withdrawal at the same moment have exactly one winner.

use domain::approvals::case::{ApprovalCase, CaseCommand, Decision, Outcome};
use domain::journal::StreamKey;
use domain::ordering::order::{OrderCommand, Step};
use domain::ordering::{Order, OrderError};
use domain::organizations::Action;
use domain::refusal::Refusal;
use domain::vocabulary::{OrderId, Revision, TextRef};
use serde::Serialize;

use crate::approvals::asking::able;
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
    },
    /// Give it back for rework.
    Return {
        /// What is to be reworked.
        comment: String,
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
        let by = work.requester().person().ok_or(CommandError::Forbidden)?;
        let mut order = work.load::<Order>(self.order).await?;
        work.requester().require_of(Self::ACTION, order.author())?;
        let case_id = order.case().ok_or_else(|| not_under_approval(&order, Step::Approve))?;
        let mut case = work.load::<ApprovalCase>(case_id).await?;
        let (decision, comment) = self.decision.with_text(work)?;
        let decide = CaseCommand::Decide {
            by,
            by_roles: work.requester().member_roles(),
            able: able(work.pool(), work.requester().tenant()).await?,
            stage: self.stage,
            decision,
            comment: comment.clone(),
            revision: self.revision,
        };
        work.decide(&mut case, decide).await?;
        match (case.outcome(), comment) {
            (Some(Outcome::Granted), _) => {
                let approve = OrderCommand::Approve { case: case_id, revision: self.revision, forced: false };
                work.decide(&mut order, approve).await?;
            }
            (Some(Outcome::Returned), Some(comment)) => {
                work.decide(
                    &mut order,
                    OrderCommand::Return {
                        case: case_id,
                        comment: Some(comment),
                        line_comments: std::collections::BTreeMap::new(),
                    },
                )
                .await?;
            }
            (Some(Outcome::Rejected), Some(reason)) => {
                work.decide(&mut order, OrderCommand::Reject { case: case_id, reason }).await?;
            }
            _ => {}
        }
        Ok(())
    }
}

impl DecisionAsked {
    fn with_text(&self, work: &mut Work<'_>) -> Result<(Decision, Option<TextRef>), DecisionError> {
        match self {
            Self::Approve { comment } => {
                let comment = comment.as_deref().map(str::trim).filter(|comment| !comment.is_empty());
                Ok((Decision::Approve, comment.map(|comment| text(work, comment)).transpose()?))
            }
            Self::Return { comment } => Ok((Decision::Return, Some(text(work, comment)?))),
            Self::Reject { reason } => Ok((Decision::Reject, Some(text(work, reason)?))),
        }
    }
}

/// No case decides about the order, so nobody can.
pub(super) fn not_under_approval(order: &Order, step: Step) -> OrderError {
    order.status().map_or(OrderError::Unknown, |status| OrderError::StepNotAllowed { step, status })
}

/// A reason that somebody wrote, checked and kept.
pub(super) fn text(work: &mut Work<'_>, body: &str) -> Result<TextRef, DecisionError> {
    match body.trim() {
        "" => Err(DecisionError::CommentMissing),
        body if body.chars().count() > MOST_CHARACTERS => Err(DecisionError::CommentTooLong),
        body => Ok(work.text(body)),
    }
}

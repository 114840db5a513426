//! What can be done with an approval, and by whom.

use async_graphql::{Context, Enum, Result};
use domain::approvals::case::CaseStep;
use domain::organizations::Action;
use projections::Scope;
use projections::approvals::{CaseRow, case_steps};

use super::standing::electorate;
use crate::graphql::related::scope;
use crate::graphql::standpoint::Standpoint;
use crate::ordering::order_words::OrderAction;

/// Something that somebody can do with an approval. Each is a mutation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ApprovalAction {
    /// `approveOrder`.
    Approve,
    /// `approveOrder` with `lineCuts`.
    ApproveWithChanges,
    /// `returnOrder`.
    Return,
    /// `rejectOrder`.
    Reject,
    /// `askOrderAuthor`.
    Ask,
    /// `answerApprovalQuestion`.
    Answer,
    /// `reassignApproval`.
    Reassign,
    /// `escalateApproval`.
    Escalate,
    /// `remindApprovers`.
    Remind,
    /// `forceApproval`.
    Force,
}

impl From<CaseStep> for ApprovalAction {
    fn from(step: CaseStep) -> Self {
        match step {
            CaseStep::Approve => Self::Approve,
            CaseStep::Cut => Self::ApproveWithChanges,
            CaseStep::Return => Self::Return,
            CaseStep::Reject => Self::Reject,
            CaseStep::Ask => Self::Ask,
            CaseStep::Answer => Self::Answer,
            CaseStep::Reassign => Self::Reassign,
            CaseStep::Escalate => Self::Escalate,
            CaseStep::Remind => Self::Remind,
            CaseStep::Force => Self::Force,
        }
    }
}

impl ApprovalAction {
    /// What one must be allowed to do for it.
    const fn permission(self) -> Action {
        match self {
            Self::Approve | Self::ApproveWithChanges | Self::Return | Self::Reject => Action::DecideOrder,
            Self::Ask => Action::AskAuthor,
            Self::Answer => Action::AnswerQuestion,
            Self::Reassign => Action::ReassignApproval,
            Self::Escalate => Action::EscalateApproval,
            Self::Remind => Action::RemindApprovers,
            Self::Force => Action::ForceApproval,
        }
    }

    /// The decision that an action on an order is; nothing when it is none.
    pub const fn deciding(action: OrderAction) -> Option<Self> {
        match action {
            OrderAction::Approve => Some(Self::Approve),
            OrderAction::Return => Some(Self::Return),
            OrderAction::Reject => Some(Self::Reject),
            _ => None,
        }
    }
}

/// What whoever asks may do with a case now. Nobody does anything with a case that has ended.
pub async fn approval_actions(
    ctx: &Context<'_>,
    standpoint: Standpoint,
    case: &CaseRow,
) -> Result<Vec<ApprovalAction>> {
    let scope = scope(ctx, standpoint).await?;
    if case.closed_at.is_some() || !matches!(scope, Scope::Member { .. }) {
        return Ok(Vec::new());
    }
    let electorate = electorate(ctx, standpoint, case).await?;
    let is_own = case.opening().is_some_and(|opening| opening.is_own(scope.person()));
    let steps = case_steps(&scope, case, &electorate).into_iter().map(ApprovalAction::from);
    Ok(steps.filter(|action| scope.extent(action.permission()).covers(is_own)).collect())
}

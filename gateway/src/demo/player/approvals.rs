//! What the approvers and the authors of orders say to each other.

use std::collections::BTreeMap;

use commands::Requester;
use commands::approvals::{AnswerQuestion, AskAuthor, ForceApproval, ReassignApproval, RemindApprovers};
use commands::journal::load::load;
use commands::ordering::{DecideOrder, DecisionAsked};
use domain::approvals::case::LineCut;
use domain::catalogue::product_id;
use domain::ordering::Order;
use domain::vocabulary::{OrderId, Revision};

use super::cast::Cast;
use super::orders::name;
use super::{PlayError, Player};
use crate::demo::fixture::{Action, Line, Moment};

impl Player<'_> {
    /// Takes a step of the approval of an order.
    pub(super) async fn judge(
        &self,
        moment: &Moment<'_>,
        order: OrderId,
        action: Action,
        by: &Requester,
    ) -> Result<(), PlayError> {
        match action {
            Action::Approve { comment, less } => {
                let cuts = less.iter().map(cut).collect();
                self.decide(moment, order, by, DecisionAsked::Approve { comment, cuts }).await
            }
            Action::Return { comment, line_comments } => {
                let remarks = line_comments.into_iter();
                let line_comments: BTreeMap<_, _> =
                    remarks.map(|(article, said)| (product_id(&article), said)).collect();
                self.decide(moment, order, by, DecisionAsked::Return { comment, line_comments }).await
            }
            Action::Reject { reason } => {
                self.decide(moment, order, by, DecisionAsked::Reject { reason }).await
            }
            Action::Ask { question } => self.take(moment, by, &AskAuthor { order, question }).await,
            Action::Answer { question, answer } => {
                self.take(moment, by, &AnswerQuestion { order, question, answer }).await
            }
            Action::Reassign { to, comment } => {
                let to = Cast::person(&to);
                self.take(moment, by, &ReassignApproval { order, from: None, to, comment }).await
            }
            Action::Remind => self.take(moment, by, &RemindApprovers { order }).await,
            Action::Force { reason } => {
                let Some(revision) = self.seen(moment, order, by).await? else { return Ok(()) };
                self.take(moment, by, &ForceApproval { order, revision, reason }).await
            }
            other => Err(PlayError::Unknown(format!("{}: {other:?}", name(moment)))),
        }
    }

    async fn decide(
        &self,
        moment: &Moment<'_>,
        order: OrderId,
        by: &Requester,
        decision: DecisionAsked,
    ) -> Result<(), PlayError> {
        let Some(revision) = self.seen(moment, order, by).await? else { return Ok(()) };
        self.take(moment, by, &DecideOrder { order, decision, revision, stage: None }).await
    }

    /// What an approver sees of the order: what it is now. After an interruption that may be
    /// more than what was decided on then, so a decision that was made is not made again.
    async fn seen(
        &self,
        moment: &Moment<'_>,
        order: OrderId,
        by: &Requester,
    ) -> Result<Option<Revision>, PlayError> {
        if self.is_done(&name(moment), by).await? {
            return Ok(None);
        }
        let state = load::<Order>(self.commands.pool(), order).await?.state;
        state.revision().map(Some).ok_or_else(|| PlayError::Unknown(name(moment)))
    }
}

fn cut(line: &Line) -> LineCut {
    LineCut { product: product_id(&line.article), quantity: Some(line.quantity) }
}

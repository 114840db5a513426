//! A case that is decided on, together with its order: both in one append.

use std::collections::BTreeMap;

use domain::approvals::case::{ApprovalCase, CaseCommand, CaseEvent, Outcome};
use domain::ordering::Order;
use domain::ordering::order::{OrderCommand, Step};
use domain::organizations::Action;
use domain::vocabulary::{CaseId, OrderId, ProductId, TextRef};

use super::open_cases::OpenCaseKept;
use super::still_able::StillAble;
use crate::accounts::budgets::follow;
use crate::error::CommandError;
use crate::journal::Loaded;
use crate::ordering::decide::not_under_approval;
use crate::work::Work;

/// Decides a command on a case and keeps the row by which it is found while it is open.
pub async fn decide_case(
    work: &mut Work<'_>,
    case: &mut Loaded<ApprovalCase>,
    command: CaseCommand,
) -> Result<Vec<CaseEvent>, CommandError> {
    let before = case.state.clone();
    let events = work.decide(case, command).await?;
    if let Some(still_able) = StillAble::newly_asked(&before, &case.state) {
        work.effect(still_able);
    }
    if !events.is_empty()
        && let Some(kept) = OpenCaseKept::of(&before, &case.state)
    {
        work.effect(kept);
    }
    Ok(events)
}

/// An order that waits for approval, and its case.
pub struct CaseAtHand {
    /// The order.
    pub order: Loaded<Order>,
    /// Its current case.
    pub case: Loaded<ApprovalCase>,
    /// What the last decision said about the order and its lines.
    words: (Option<TextRef>, BTreeMap<ProductId, TextRef>),
}

impl CaseAtHand {
    /// The order and its case, if whoever asks may do this with it.
    pub async fn of(work: &Work<'_>, order: OrderId, action: Action) -> Result<Self, CommandError> {
        let order = work.load::<Order>(order).await?;
        work.requester().require_of(action, order.author())?;
        let case = order.case().ok_or_else(|| not_under_approval(&order, Step::Approve))?;
        let case = work.load::<ApprovalCase>(case).await?;
        Ok(Self::with(order, case))
    }

    /// An order and its case.
    pub fn with(order: Loaded<Order>, case: Loaded<ApprovalCase>) -> Self {
        Self { order, case, words: Default::default() }
    }

    /// Decides a command on the case, and lets the order follow: cuts are made, and the end of
    /// the case moves it.
    pub async fn decide(&mut self, work: &mut Work<'_>, command: CaseCommand) -> Result<(), CommandError> {
        let Some(case) = self.order.case() else { return Ok(()) };
        for event in decide_case(work, &mut self.case, command).await? {
            match event {
                CaseEvent::Decided { cuts, revision, comment, line_comments, .. } => {
                    if !cuts.is_empty() {
                        work.decide(&mut self.order, OrderCommand::Reduce { case, revision, cuts }).await?;
                    }
                    self.words = (comment, line_comments);
                }
                CaseEvent::Granted {} | CaseEvent::Returned {} | CaseEvent::Rejected {} => {
                    self.end(work, case).await?;
                }
                _ => {}
            }
        }
        follow(work, &self.order).await
    }

    async fn end(&mut self, work: &mut Work<'_>, case: CaseId) -> Result<(), CommandError> {
        let (comment, line_comments) = std::mem::take(&mut self.words);
        let follow = match (self.case.outcome(), comment, self.case.revision()) {
            (Some(Outcome::Granted), _, Some(revision)) => {
                OrderCommand::Approve { case, revision, forced: self.case.forced_by().is_some() }
            }
            (Some(Outcome::Returned), comment, _) => OrderCommand::Return { case, comment, line_comments },
            (Some(Outcome::Rejected), Some(reason), _) => OrderCommand::Reject { case, reason },
            _ => return Ok(()),
        };
        work.decide(&mut self.order, follow).await?;
        Ok(())
    }
}

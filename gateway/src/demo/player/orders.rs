//! What happens to the orders.

use std::collections::BTreeMap;

use commands::journal::load::load;
use commands::ordering::{
    CancelForCustomer, CancelOrder, CloseOrder, CreateDraft, DecideOrder, DecisionAsked, DeliverOrder,
    EditOrderLines, HoldOrder, LineChange, ReleaseOrder, ShipOrder, SubmitOrder, TakeOrderIntoProcessing,
    WithdrawOrder,
};
use commands::{Command, Requester};
use domain::catalogue::product_id;
use domain::ordering::Order;
use domain::vocabulary::{OrderId, ProductId, Quantity};

use super::cast::Cast;
use super::{PlayError, Player};
use crate::demo::fixture::{Action, Line, Moment, Step};

/// The code of the person who acts.
pub fn by<'a>(moment: &Moment<'a>) -> &'a str {
    moment.step.map_or(&moment.order.author, |step| &step.by)
}

/// The name of the scene: the order, and the number of the step; 0 is the draft.
pub fn name(moment: &Moment<'_>) -> String {
    format!("order/{}/{}", moment.order.code, number(moment))
}

fn number(moment: &Moment<'_>) -> usize {
    let this = |step: &Step| moment.step.is_some_and(|taken| std::ptr::eq(taken, step));
    moment.order.steps.iter().position(this).map_or(0, |index| index + 1)
}

impl Player<'_> {
    pub(super) async fn order(&mut self, moment: &Moment<'_>) -> Result<(), PlayError> {
        let requester = self.requester(moment).await?;
        if let Some(step) = moment.step {
            let order = self.begun(moment)?;
            return self.step(moment, order, &step.action, &requester).await;
        }
        let draft = CreateDraft {
            contract: Cast::contract(&moment.order.contract),
            lines: quantities(&moment.order.lines),
        };
        let begun = self.ask((moment.at, &name(moment)), &requester, &draft).await?;
        self.orders.insert(moment.order.code.clone(), begun.order);
        Ok(())
    }

    fn begun(&self, moment: &Moment<'_>) -> Result<OrderId, PlayError> {
        let code = &moment.order.code;
        self.orders.get(code).copied().ok_or_else(|| PlayError::Unknown(code.clone()))
    }

    async fn requester(&self, moment: &Moment<'_>) -> Result<Requester, PlayError> {
        let code = by(moment);
        let person = self.fixture.person(code).ok_or_else(|| PlayError::Unknown(code.to_owned()))?;
        if person.staff.is_empty() {
            self.member(code, moment.organization).await
        } else {
            self.colleague(Cast::person(code), Cast::organization(moment.organization).into()).await
        }
    }

    async fn step(
        &self,
        moment: &Moment<'_>,
        order: OrderId,
        action: &Action,
        by: &Requester,
    ) -> Result<(), PlayError> {
        match action.clone() {
            Action::Submit => self.take(moment, by, &SubmitOrder { order, accepted_total: None }).await,
            Action::Withdraw => self.take(moment, by, &WithdrawOrder { order }).await,
            Action::Revise { lines } => {
                let changes = changes(lines_before(moment), &lines);
                self.take(moment, by, &EditOrderLines { order, changes }).await
            }
            Action::Approve { comment } => {
                self.decide(moment, order, by, DecisionAsked::Approve { comment, cuts: Vec::new() }).await
            }
            Action::Return { comment } => {
                self.decide(
                    moment,
                    order,
                    by,
                    DecisionAsked::Return { comment, line_comments: BTreeMap::new() },
                )
                .await
            }
            Action::Reject { reason } => {
                self.decide(moment, order, by, DecisionAsked::Reject { reason }).await
            }
            Action::Cancel { reason } if by.is_staff() => {
                self.take(moment, by, &CancelForCustomer { order, reason }).await
            }
            Action::Cancel { reason } => self.take(moment, by, &CancelOrder { order, reason }).await,
            Action::Hold { reason } => {
                self.take(moment, by, &HoldOrder { order, hold: reason, reason: None }).await
            }
            Action::Release { reason } => {
                self.take(moment, by, &ReleaseOrder { order, hold: reason, note: None }).await
            }
            Action::Process => self.take(moment, by, &TakeOrderIntoProcessing { order }).await,
            Action::Ship { lines } => {
                self.take(
                    moment,
                    by,
                    &ShipOrder { order, lines: quantities(&lines), carriage: Default::default() },
                )
                .await
            }
            Action::Deliver => self.take(moment, by, &DeliverOrder { order }).await,
            Action::Close => self.take(moment, by, &CloseOrder { order }).await,
        }
    }

    async fn take<C: Command>(
        &self,
        moment: &Moment<'_>,
        by: &Requester,
        command: &C,
    ) -> Result<(), PlayError> {
        self.ask((moment.at, &name(moment)), by, command).await.map(drop)
    }

    /// An approver decides on what the order is now; after an interruption that may be more
    /// than what was decided on then.
    async fn decide(
        &self,
        moment: &Moment<'_>,
        order: OrderId,
        by: &Requester,
        decision: DecisionAsked,
    ) -> Result<(), PlayError> {
        if self.is_done(&name(moment), by).await? {
            return Ok(());
        }
        let state = load::<Order>(self.commands.pool(), order).await?.state;
        let revision = state.revision().ok_or_else(|| PlayError::Unknown(name(moment)))?;
        self.take(moment, by, &DecideOrder { order, decision, revision, stage: None }).await
    }
}

fn quantities(lines: &[Line]) -> Vec<(ProductId, Quantity)> {
    lines.iter().map(|line| (product_id(&line.article), line.quantity)).collect()
}

/// The lines that a step finds: those of the draft, or of the last revision before it.
fn lines_before<'a>(moment: &Moment<'a>) -> &'a [Line] {
    let before = moment.order.steps.iter().take(number(moment).saturating_sub(1));
    let revised = before.rev().find_map(|step| match &step.action {
        Action::Revise { lines } => Some(lines),
        _ => None,
    });
    revised.unwrap_or(&moment.order.lines)
}

/// What turns some lines into others. Nothing is taken out before the rest is in, because an
/// order is never without lines.
fn changes(from: &[Line], to: &[Line]) -> Vec<LineChange> {
    let find = |lines: &[Line], article: &str| lines.iter().find(|line| line.article == article).cloned();
    let mut changes = Vec::new();
    for line in to {
        let product = product_id(&line.article);
        match find(from, &line.article) {
            None => changes.push(LineChange::Add(product, line.quantity)),
            Some(before) if before.quantity != line.quantity => {
                changes.push(LineChange::SetQuantity(product, line.quantity));
            }
            Some(_) => {}
        }
    }
    let gone = from.iter().filter(|line| find(to, &line.article).is_none());
    changes.extend(gone.map(|line| LineChange::Remove(product_id(&line.article))));
    changes
}

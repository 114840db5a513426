//! What happens to the orders.

use std::collections::{BTreeMap, BTreeSet};

use commands::ordering::{
    Asked, CancelOrder, CreateDraft, CreateDraftForCustomer, DeliveryAsked, DetailsAsked, EditOrderLines,
    LineChange, LineDetailsAsked, RequestCancellation, SaveOrderTemplate, SetDetailsForCustomer,
    SetOrderDetails, SubmitForCustomer, SubmitOrder, TemplateSource, WithdrawOrder,
};
use commands::{Command, Requester};
use domain::catalogue::product_id;
use domain::vocabulary::{OrderId, ProductId, Quantity};

use super::cast::Cast;
use super::{PlayError, Player};
use crate::demo::fixture::{Action, Line, Moment, OrderDetails, Step};

/// The code of the person who acts.
pub fn by<'a>(moment: &Moment<'a>) -> &'a str {
    let drafted_by = moment.order.placed_by.as_ref().unwrap_or(&moment.order.author);
    moment.step.map_or(drafted_by, |step| &step.by)
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
        let order = self.draft(moment, &requester).await?;
        self.orders.insert(moment.order.code.clone(), order);
        self.set_details(moment, order, &requester).await
    }

    async fn draft(&self, moment: &Moment<'_>, by: &Requester) -> Result<OrderId, PlayError> {
        let contract = Cast::contract(&moment.order.contract);
        let lines = quantities(&moment.order.lines);
        let (at, name) = (moment.at, name(moment));
        let begun = if moment.order.placed_by.is_some() {
            let member = Cast::person(&moment.order.author);
            self.ask((at, &name), by, &CreateDraftForCustomer { member, contract, lines }).await?
        } else {
            self.ask((at, &name), by, &CreateDraft { contract, lines }).await?
        };
        Ok(begun.order)
    }

    async fn set_details(
        &self,
        moment: &Moment<'_>,
        order: OrderId,
        by: &Requester,
    ) -> Result<(), PlayError> {
        if moment.order.details == OrderDetails::default() {
            return Ok(());
        }
        let details = self.details(&moment.order.details)?;
        let name = format!("order/{}/details", moment.order.code);
        if moment.order.placed_by.is_some() {
            self.ask((moment.at, &name), by, &SetDetailsForCustomer { order, details }).await
        } else {
            self.ask((moment.at, &name), by, &SetOrderDetails { order, details }).await
        }
    }

    fn details(&self, said: &OrderDetails) -> Result<DetailsAsked, PlayError> {
        let delivery = said.delivery.as_ref().map(|delivery| {
            let address = delivery.address.as_ref().map(|code| known(&self.addresses, code)).transpose()?;
            Ok::<_, PlayError>(DeliveryAsked { way: Cast::delivery_way(&delivery.way), address })
        });
        let articles: BTreeSet<_> = said.line_comments.keys().chain(said.line_cost_centres.keys()).collect();
        let line = |article: &String| {
            let centre = said.line_cost_centres.get(article);
            Ok::<_, PlayError>(LineDetailsAsked {
                product: product_id(article),
                comment: asked(said.line_comments.get(article).cloned()),
                cost_centre: asked(centre.map(|code| known(&self.cost_centres, code)).transpose()?),
            })
        };
        Ok(DetailsAsked {
            comment: asked(said.comment.clone()),
            cost_centre: asked(
                said.cost_centre.as_ref().map(|code| known(&self.cost_centres, code)).transpose()?,
            ),
            delivery: asked(delivery.transpose()?),
            wanted_on: asked(said.wanted_on),
            lines: articles.into_iter().map(line).collect::<Result<_, _>>()?,
        })
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
        &mut self,
        moment: &Moment<'_>,
        order: OrderId,
        action: &Action,
        by: &Requester,
    ) -> Result<(), PlayError> {
        match action.clone() {
            Action::Submit { accepted_total } if by.is_staff() => {
                self.take(moment, by, &SubmitForCustomer { order, accepted_total }).await
            }
            Action::Submit { accepted_total } => {
                self.take(moment, by, &SubmitOrder { order, accepted_total }).await
            }
            Action::Withdraw => self.take(moment, by, &WithdrawOrder { order }).await,
            Action::Revise { lines } => {
                let changes = changes(lines_before(moment), &lines);
                self.take(moment, by, &EditOrderLines { order, changes }).await
            }
            Action::Template { name, shared } => {
                let name = name.parse().map_err(|_| PlayError::Unknown(name))?;
                let source = TemplateSource::Order(order);
                self.take(moment, by, &SaveOrderTemplate { name, source, shared }).await
            }
            Action::RequestCancellation { lines, reason } => {
                let lines = quantities(&lines);
                self.take(moment, by, &RequestCancellation { order, lines, reason }).await
            }
            Action::Cancel { reason } if !by.is_staff() => {
                self.take(moment, by, &CancelOrder { order, reason }).await
            }
            action if by.is_staff() => self.supply(moment, order, action, by).await,
            action => self.judge(moment, order, action, by).await,
        }
    }

    /// Carries out the one request of a moment.
    pub(super) async fn take<C: Command>(
        &self,
        moment: &Moment<'_>,
        by: &Requester,
        command: &C,
    ) -> Result<(), PlayError> {
        self.ask((moment.at, &name(moment)), by, command).await.map(drop)
    }
}

fn asked<T>(said: Option<T>) -> Asked<T> {
    said.map_or(Asked::Keep, Asked::Set)
}

fn known<T: Copy>(ids: &BTreeMap<String, T>, code: &str) -> Result<T, PlayError> {
    ids.get(code).copied().ok_or_else(|| PlayError::Unknown(code.to_owned()))
}

pub(super) fn quantities(lines: &[Line]) -> Vec<(ProductId, Quantity)> {
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

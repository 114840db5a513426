//! What the policy would say about an order before it is submitted.

use std::sync::Arc;

use cqrs_es::Aggregate;
use cqrs_es::event_sink::EventSink;
use domain::accounts::exposure::{CreditDecision, ExposureError};
use domain::approvals::policy::{Policy, RuleFinding, Verdict, evaluate, explain};
use domain::ordering::Order;
use domain::ordering::OrderError;
use domain::ordering::order::{ContractTerms, NewLine, OrderCommand, Submission};
use domain::organizations::Action;
use domain::refusal::Refusal;
use domain::vocabulary::{ContractId, Money, OrderId, PersonId, ProductId, Quantity};

use super::asking::{Asking, OrderAsked};
use super::denied::Denied;
use crate::accounts::budgets::{BudgetTouched, BudgetsTouched};
use crate::error::CommandError;
use crate::ordering::offers::Offers;
use crate::ordering::repricing::Foreseen;
use crate::ordering::terms::{terms, terms_of};
use crate::ordering::turn::Turn;
use crate::work::Work;

/// What is looked at.
#[derive(Clone, Debug)]
pub enum Previewed {
    /// A draft, or an order that was returned.
    Order(OrderId),
    /// Lines that nobody made an order of yet.
    Lines {
        /// The contract under which they would be ordered.
        contract: ContractId,
        /// What, and how many of it.
        lines: Vec<(ProductId, Quantity)>,
    },
}

/// What the policy would say.
#[derive(Debug, Default)]
pub struct Preview {
    /// What the order would cost with VAT; nothing while a line has no price.
    pub total: Option<Money>,
    /// The prices that differ from those of the draft.
    pub price_changes: Vec<PriceChange>,
    /// What it would do to the budgets of its cost centres.
    pub budgets: Vec<BudgetTouched>,
    /// The policy, when it could be asked.
    pub policy: Option<Arc<Policy>>,
    /// What each of its rules found.
    pub findings: Vec<RuleFinding>,
    /// What follows; nothing when it cannot be submitted.
    pub verdict: Option<Verdict>,
    /// What credit says; nothing where none was agreed.
    pub credit: Option<CreditDecision>,
    /// Why it cannot be submitted.
    pub obstacles: Vec<Box<dyn Refusal>>,
}

/// A price that is not what it was when the line was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceChange {
    /// What is ordered.
    pub product: ProductId,
    /// The price of one unit with VAT in the draft.
    pub before: Money,
    /// The price now.
    pub now: Money,
}

impl Previewed {
    /// Asks. Nothing is written.
    pub(crate) async fn preview(&self, work: &mut Work<'_>) -> Result<Preview, CommandError> {
        let mut preview = Preview::default();
        let Some(previewed) = self.order(work, &mut preview).await? else { return Ok(preview) };
        let turn = Turn::of(work, previewed.author).await?;
        let submission = match Foreseen::of(work, &previewed.order, &previewed.terms).await {
            Ok(foreseen) => foreseen.submission,
            Err(CommandError::Refused(reason)) => {
                preview.obstacles.push(reason);
                return Ok(preview);
            }
            Err(error) => return Err(error),
        };
        preview.price_changes = price_changes(&previewed.order, &submission);
        preview.total = Some(submission.totals.sum.gross());
        let PreviewedOrder { id, author, order, .. } = &previewed;
        let budgets = BudgetsTouched::of(work, *id, order.cost_centre(), &submission).await?;
        preview.budgets = budgets.told();
        if let Err(CommandError::Refused(exceeded)) = budgets.allow() {
            preview.obstacles.push(exceeded);
        }
        let asked = OrderAsked::of((*id, *author), order, &submission, &budgets, turn.head);
        preview.ask(work, Asking::about(work, &asked).await?).await?;
        Ok(preview)
    }

    /// The order, or one that is made of the lines for the occasion. Without it, the preview
    /// says why.
    async fn order(
        &self,
        work: &Work<'_>,
        preview: &mut Preview,
    ) -> Result<Option<PreviewedOrder>, CommandError> {
        match self {
            Self::Order(id) => {
                let order = work.load::<Order>(*id).await?;
                work.requester().require_of(Action::SubmitOrder, order.author())?;
                let author = order.author().ok_or(OrderError::Unknown)?;
                let terms = terms_of(work, &order).await?;
                Ok(Some(PreviewedOrder { id: Some(*id), author, terms, order: order.state }))
            }
            Self::Lines { contract, lines } => {
                work.requester().require(Action::CreateOrder)?;
                let author = work.requester().person().ok_or(CommandError::Forbidden)?;
                let terms = terms(work.pool(), work.requester().tenant(), *contract).await?;
                let Some(lines) = offered(work, &terms, lines, preview).await? else { return Ok(None) };
                match drafted(work, author, &terms, lines).await {
                    Ok(order) => Ok(Some(PreviewedOrder { id: None, author, terms, order })),
                    Err(CommandError::Refused(reason)) => {
                        preview.obstacles.push(reason);
                        Ok(None)
                    }
                    Err(error) => Err(error),
                }
            }
        }
    }
}

struct PreviewedOrder {
    id: Option<OrderId>,
    author: PersonId,
    terms: ContractTerms,
    order: Order,
}

/// The lines at the prices of now; nothing when one of them cannot be ordered.
async fn offered(
    work: &Work<'_>,
    terms: &ContractTerms,
    lines: &[(ProductId, Quantity)],
    preview: &mut Preview,
) -> Result<Option<Vec<NewLine>>, CommandError> {
    let offers = Offers::of(work, terms, lines).await?;
    let mut offered = Vec::with_capacity(lines.len());
    for (product, quantity) in lines {
        match offers.line(*product, *quantity) {
            Ok(line) => offered.push(line),
            Err(CommandError::Refused(reason)) => preview.obstacles.push(reason),
            Err(error) => return Err(error),
        }
    }
    Ok(preview.obstacles.is_empty().then_some(offered))
}

/// An order of the lines, as if somebody began it.
async fn drafted(
    work: &Work<'_>,
    author: PersonId,
    terms: &ContractTerms,
    lines: Vec<NewLine>,
) -> Result<Order, CommandError> {
    let organization = work.requester().tenant().organization().ok_or(CommandError::Forbidden)?;
    let (contract, mut order) = (terms.clone(), Order::default());
    let draft =
        OrderCommand::Draft { organization, author, placed_by: None, contract, lines, from_cart: None };
    order.handle(draft, &(), &EventSink::default()).await?;
    Ok(order)
}

fn price_changes(order: &Order, submission: &Submission) -> Vec<PriceChange> {
    let change = |(before, now): (&domain::ordering::order::Line, &domain::ordering::order::Line)| {
        let change = PriceChange {
            product: now.goods.product,
            before: before.quote.unit_gross(),
            now: now.quote.unit_gross(),
        };
        (change.before != change.now).then_some(change)
    };
    order.lines().iter().zip(&submission.lines).filter_map(change).collect()
}

impl Preview {
    async fn ask(&mut self, work: &Work<'_>, asking: Asking) -> Result<(), CommandError> {
        self.credit = asking.credit().cloned();
        let currency = asking.order.total_with_vat.currency;
        let blocked = self.credit.as_ref().and_then(|credit| ExposureError::blocking(credit, currency));
        let Asking { policy, order, requester, members, .. } = asking;
        self.findings = explain(&policy, &order, &requester);
        match evaluate(&policy, &order, &requester, &members) {
            Ok(Verdict::Denied { rule, message }) => {
                let denied = Denied::by(work.pool(), rule, &message).await?;
                self.obstacles.push(Box::new(denied));
            }
            Ok(verdict) => self.verdict = Some(verdict).filter(|_| blocked.is_none()),
            Err(nobody) => self.obstacles.push(nobody.into()),
        }
        self.obstacles.extend(blocked.map(Into::into));
        self.policy = Some(policy);
        Ok(())
    }
}

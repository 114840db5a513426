//! Submitting an order: prices are frozen, the policy is asked, and order and approval
//! case are written in one append.

use domain::accounts::exposure::{CreditDecision, ExposureError};
use domain::approvals::policy::{Verdict, evaluate};
use domain::journal::StreamKey;
use domain::ordering::order::{ApprovalDemand, OrderCommand, OrderNumber};
use domain::ordering::{Order, OrderError};
use domain::organizations::Action;
use domain::vocabulary::{CaseId, Money, OrderId};
use serde::{Deserialize, Serialize};

use super::details::still_available;
use super::open_case::{ToOpen, open_case};
use super::repricing::Foreseen;
use super::terms::terms_of;
use super::turn::Turn;
use crate::accounts::budgets::BudgetsTouched;
use crate::approvals::asking::{Asking, OrderAsked};
use crate::approvals::denied::Denied;
use crate::command::Command;
use crate::error::CommandError;
use crate::journal::{Loaded, StoreError};
use crate::work::Work;

/// Submits a draft or a returned order.
#[derive(Clone, Debug, Serialize)]
pub struct SubmitOrder {
    /// The order.
    pub order: OrderId,
    /// The total with VAT that the person saw and accepts: another one now is refused.
    /// Without it the prices of the draft are accepted and no others.
    pub accepted_total: Option<Money>,
}

/// What the submission led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderSubmitted {
    /// The approval case that was opened, if the policy demands approval.
    pub case: Option<CaseId>,
}

impl Command for SubmitOrder {
    const NAME: &'static str = "submit_order";
    const ACTION: Action = Action::SubmitOrder;
    type Outcome = OrderSubmitted;

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<OrderSubmitted, CommandError> {
        let order = work.load::<Order>(self.order).await?;
        work.requester().require_of(Self::ACTION, order.author())?;
        submit(work, self.order, order, self.accepted_total).await
    }
}

/// Submits an order that whoever asks may submit.
pub(super) async fn submit(
    work: &mut Work<'_>,
    id: OrderId,
    mut order: Loaded<Order>,
    accepted_total: Option<Money>,
) -> Result<OrderSubmitted, CommandError> {
    still_available(work, &order).await?;
    let author = order.author().ok_or(OrderError::Unknown)?;
    let turn = Turn::of(work, author).await?;
    let terms = terms_of(work, &order).await?;
    let Foreseen { offers, tariff, submission } = Foreseen::of(work, &order, &terms).await?;
    submission.accepted(accepted_total)?;
    let budgets = BudgetsTouched::of(work, Some(id), order.cost_centre(), &submission).await?;
    budgets.allow()?;
    let asked = OrderAsked::of((Some(id), author), &order, &submission, &budgets, turn.head);
    let asking = Asking::about(work, &asked).await?;
    let (approval, case) = match evaluate(&asking.policy, &asking.order, &asking.requester, &asking.members)?
    {
        Verdict::Denied { rule, message } => {
            return Err(Denied::by(work.pool(), rule, &message).await?.into());
        }
        Verdict::NotRequired { policy_version, why } => {
            (ApprovalDemand::NotRequired { policy_version, why }, None)
        }
        Verdict::Required(route) => {
            let case = CaseId(work.new_id());
            (ApprovalDemand::Required { case }, Some(ToOpen { case, route }))
        }
    };
    if let Some(decision) = asking.credit() {
        check_credit(work, &mut order, decision).await?;
    }
    let number = number_of(work, &order).await?;
    let (contract, tariff) = (Box::new(terms), tariff.map(Box::new));
    let submit = OrderCommand::Submit { number, contract, offers, tariff, accepted_total, approval };
    work.decide(&mut order, submit).await?;
    work.effect(turn);
    budgets.reserve(work, id).await?;
    let outcome = OrderSubmitted { case: case.as_ref().map(|to_open| to_open.case) };
    if let Some(to_open) = case {
        open_case(work, &mut order, id, to_open, &asking, &submission).await?;
    }
    Ok(outcome)
}

/// What credit says is noted with the submission, unless it refuses it.
async fn check_credit(
    work: &mut Work<'_>,
    order: &mut Loaded<Order>,
    decision: &CreditDecision,
) -> Result<(), CommandError> {
    let currency = order.contract().ok_or(OrderError::Unknown)?.currency;
    if let Some(blocked) = ExposureError::blocking(decision, currency) {
        return Err(blocked.into());
    }
    if !decision.amount.is_zero() {
        let decision = Box::new(decision.clone());
        work.decide(order, OrderCommand::NoteCredit { decision }).await?;
    }
    Ok(())
}

/// The number that the order has, or the next one. A number that was drawn for a
/// submission which did not happen is not given again.
async fn number_of(work: &Work<'_>, order: &Loaded<Order>) -> Result<OrderNumber, CommandError> {
    if let Some(number) = order.number() {
        return Ok(number.clone());
    }
    let next = sqlx::query_scalar!("SELECT nextval('ordering.order_number')")
        .fetch_one(work.pool())
        .await
        .map_err(CommandError::database)?
        .unwrap_or_default();
    let text = format!("KB-{next:08}");
    Ok(text.parse().map_err(|_| StoreError::Inconsistent {
        table: "ordering",
        column: "order_number",
        value: text,
    })?)
}

//! What an exposure answers to a request.

use rust_decimal::Decimal;

use super::account::CreditAccount;
use super::command::ExposureCommand;
use super::decision::{CreditAsked, CreditFacts};
use super::error::ExposureError;
use super::event::{ExposureEvent, ReleasedBecause};
use super::limit::CreditLimit;
use super::state::{CreditException, Exposure};
use super::terms::CreditTerms;
use crate::vocabulary::{OrderId, SettlementDocumentId};

type Answer = Result<Vec<ExposureEvent>, ExposureError>;

/// The events that follow from a command, none when it is already so, or the refusal.
pub(super) fn decide(exposure: &Exposure, command: ExposureCommand) -> Answer {
    match command {
        ExposureCommand::SetLimit { account, limit } => set_limit(exposure, account, limit),
        ExposureCommand::SetTerms { account, terms } => set_terms(exposure, account, terms),
        ExposureCommand::LiftLimit if exposure.limits().is_empty() => Ok(vec![]),
        ExposureCommand::LiftLimit => Ok(vec![ExposureEvent::LimitLifted {}]),
        ExposureCommand::GrantException { order, amount, until, now } => {
            let is_over = until.is_some_and(|until| until <= now);
            except(exposure, order, CreditException { amount, until }, is_over)
        }
        _ if !exposure.is_kept() => Ok(vec![]),
        ExposureCommand::Judge { order, asked, facts, approved } => {
            Ok(judge(exposure, order, &CreditAsked { order: Some(order), ..asked }, &facts, approved))
        }
        ExposureCommand::TakeOver(asked) => Ok(take_over(exposure, &asked)),
        ExposureCommand::Adjust { order, total } => Ok(adjust(exposure, order, total)),
        ExposureCommand::Replace { order, document, amount } => {
            Ok(replace(exposure, order, document, amount))
        }
        ExposureCommand::Release { order, why } => Ok(release(exposure, order, why)),
    }
}

fn set_limit(exposure: &Exposure, account: CreditAccount, limit: CreditLimit) -> Answer {
    if limit.amount.is_sign_negative() || limit.amount.normalize().scale() > 2 {
        return Err(ExposureError::NotALimit);
    }
    if limit.until.is_some_and(|until| until <= limit.from) {
        return Err(ExposureError::EndsBeforeStart);
    }
    if exposure.limits().last() == Some(&limit) {
        return Ok(vec![]);
    }
    Ok(vec![ExposureEvent::LimitSet { account, limit }])
}

fn set_terms(exposure: &Exposure, account: CreditAccount, terms: CreditTerms) -> Answer {
    if !terms.make_sense() {
        return Err(ExposureError::SenselessTerms);
    }
    if exposure.is_kept() && exposure.terms() == terms {
        return Ok(vec![]);
    }
    Ok(vec![ExposureEvent::TermsSet { account, terms }])
}

fn except(exposure: &Exposure, order: OrderId, exception: CreditException, is_over: bool) -> Answer {
    let CreditException { amount, until } = exception;
    if !exposure.is_kept() {
        return Err(ExposureError::NothingAgreed);
    }
    if amount <= Decimal::ZERO || amount.normalize().scale() > 2 {
        return Err(ExposureError::NotAnException);
    }
    if is_over {
        return Err(ExposureError::ExceptionInThePast);
    }
    if exposure.exceptions().get(&order) == Some(&exception) {
        return Ok(vec![]);
    }
    Ok(vec![ExposureEvent::Excepted { order, amount, until }])
}

fn judge(
    exposure: &Exposure,
    order: OrderId,
    asked: &CreditAsked,
    facts: &CreditFacts,
    approved: bool,
) -> Vec<ExposureEvent> {
    if exposure.holds().contains_key(&order) {
        return vec![];
    }
    let decision = exposure.decision(asked, facts);
    let stopped = exposure.stopped_by(order);
    if !decision.lets_through(approved) {
        let is_so = stopped.is_some_and(|before| before.says_the_same(&decision));
        let decision = Box::new(decision);
        return if is_so { vec![] } else { vec![ExposureEvent::Stopped { order, decision }] };
    }
    let amount = asked.payment.credit_part(asked.total);
    if amount.is_zero() && stopped.is_none() {
        return vec![];
    }
    let decision = Some(Box::new(decision));
    vec![ExposureEvent::Held { order, payment: asked.payment, amount, decision }]
}

fn take_over(exposure: &Exposure, asked: &CreditAsked) -> Vec<ExposureEvent> {
    let amount = asked.payment.credit_part(asked.total);
    match asked.order.filter(|order| !exposure.holds().contains_key(order)) {
        Some(order) if !amount.is_zero() => {
            vec![ExposureEvent::Held { order, payment: asked.payment, amount, decision: None }]
        }
        _ => vec![],
    }
}

fn adjust(exposure: &Exposure, order: OrderId, total: Decimal) -> Vec<ExposureEvent> {
    let Some(held) = exposure.holds().get(&order) else { return vec![] };
    let amount = held.payment.credit_part(total);
    if amount == held.amount { vec![] } else { vec![ExposureEvent::Adjusted { order, amount }] }
}

fn replace(
    exposure: &Exposure,
    order: OrderId,
    document: SettlementDocumentId,
    amount: Decimal,
) -> Vec<ExposureEvent> {
    let Some(held) = exposure.holds().get(&order) else { return vec![] };
    let before = held.replaced.get(&document).copied().unwrap_or_default();
    if amount == before { vec![] } else { vec![ExposureEvent::Replaced { order, document, amount }] }
}

fn release(exposure: &Exposure, order: OrderId, why: ReleasedBecause) -> Vec<ExposureEvent> {
    let is_known = exposure.holds().contains_key(&order)
        || exposure.stopped_by(order).is_some()
        || exposure.exceptions().contains_key(&order);
    if is_known { vec![ExposureEvent::Released { order, why }] } else { vec![] }
}

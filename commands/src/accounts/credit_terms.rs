//! What the supplier agrees with an organization about credit: a limit, what follows when an
//! order does not fit, and leave for one order. 1C asks for limits in the same way.

use chrono::{DateTime, Utc};
use domain::accounts::exposure::{
    CreditAccount, CreditLimit, CreditTerms, Exposure, ExposureCommand, ExposureError,
};
use domain::journal::StreamKey;
use domain::ordering::{Order, OrderError, OrderStatus};
use domain::organizations::{Action, Organization};
use domain::vocabulary::{Currency, Money, MoneyError, OrderId};
use rust_decimal::Decimal;
use serde::Serialize;

use super::credit::{asked_of, exposure};
use crate::command::Command;
use crate::error::CommandError;
use crate::ordering::confirm::orders_confirmed;
use crate::work::Work;

/// Agrees a credit limit. From the first one on, the credit of orders is held.
#[derive(Clone, Debug, Serialize)]
pub struct SetCreditLimit {
    /// With whom, in which currency.
    pub account: CreditAccount,
    /// How much; zero means nothing on credit.
    pub amount: Decimal,
    /// The first moment; from now on, if nothing is said.
    pub from: Option<DateTime<Utc>>,
    /// The first moment when it is over; nothing when it has no end.
    pub until: Option<DateTime<Utc>>,
}

/// Lets credit be without a limit.
#[derive(Clone, Debug, Serialize)]
pub struct LiftCreditLimit {
    /// Whose, in which currency.
    pub account: CreditAccount,
}

/// Agrees what follows when an order does not fit.
#[derive(Clone, Debug, Serialize)]
pub struct SetCreditTerms {
    /// With whom, in which currency.
    pub account: CreditAccount,
    /// What follows.
    pub terms: CreditTerms,
}

/// Lets one order pass whatever credit says.
#[derive(Clone, Debug, Serialize)]
pub struct GrantCreditException {
    /// The order.
    pub order: OrderId,
    /// As long as not more of it than this is on credit.
    pub amount: Money,
    /// Until just before then; nothing for as long as it takes.
    pub until: Option<DateTime<Utc>>,
}

impl Command for SetCreditLimit {
    const NAME: &'static str = "set_credit_limit";
    const ACTION: Action = Action::SetCredit;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Exposure>(self.account)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let from = self.from.unwrap_or_else(|| work.now());
        let limit = CreditLimit { amount: self.amount, from, until: self.until };
        agree(work, self.account, ExposureCommand::SetLimit { account: self.account, limit }).await
    }
}

impl Command for LiftCreditLimit {
    const NAME: &'static str = "lift_credit_limit";
    const ACTION: Action = Action::SetCredit;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Exposure>(self.account)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        agree(work, self.account, ExposureCommand::LiftLimit).await
    }
}

impl Command for SetCreditTerms {
    const NAME: &'static str = "set_credit_terms";
    const ACTION: Action = Action::SetCredit;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Exposure>(self.account)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let (account, terms) = (self.account, self.terms);
        agree(work, account, ExposureCommand::SetTerms { account, terms }).await
    }
}

impl Command for GrantCreditException {
    const NAME: &'static str = "grant_credit_exception";
    const ACTION: Action = Action::GrantCreditException;
    type Outcome = ();

    fn streams(&self) -> Vec<StreamKey> {
        vec![StreamKey::of::<Order>(self.order)]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<(), CommandError> {
        let order = work.load::<Order>(self.order).await?;
        let (expected, found) = (order.contract().ok_or(OrderError::Unknown)?.currency, self.amount.currency);
        if expected != found {
            return Err(MoneyError::CurrencyDiffers { expected, found }.into());
        }
        if !order.status().is_some_and(waits_for_confirmation) {
            return Err(ExposureError::OrderGoneOn.into());
        }
        except(work, self.order, self.amount, self.until).await
    }
}

/// Lets an order pass.
pub async fn except(
    work: &mut Work<'_>,
    order: OrderId,
    amount: Money,
    until: Option<DateTime<Utc>>,
) -> Result<(), CommandError> {
    let mut exposure = exposure(work, amount.currency).await?;
    let (amount, now) = (amount.amount, work.now());
    let grant = ExposureCommand::GrantException { order, amount, until, now };
    work.decide(&mut exposure, grant).await.map(drop)
}

/// Agrees something about credit. What is under way already is held from the first time on.
async fn agree(
    work: &mut Work<'_>,
    account: CreditAccount,
    command: ExposureCommand,
) -> Result<(), CommandError> {
    if work.requester().tenant().organization() != Some(account.organization) {
        return Err(CommandError::NotFound);
    }
    work.load::<Organization>(account.organization).await?;
    let mut exposure = exposure(work, account.currency).await?;
    let is_first = !exposure.is_kept();
    work.decide(&mut exposure, command).await?;
    if is_first && exposure.is_kept() {
        for id in orders_confirmed(work.pool(), work.requester().tenant()).await? {
            let order = work.load::<Order>(id).await?;
            if is_in(&order, account.currency) {
                let asked = asked_of(work, id, &order).await?;
                work.decide(&mut exposure, ExposureCommand::TakeOver(asked)).await?;
            }
        }
    }
    Ok(())
}

const fn waits_for_confirmation(status: OrderStatus) -> bool {
    use OrderStatus as S;
    matches!(status, S::Draft | S::PendingApproval | S::Returned | S::Approved)
}

fn is_in(order: &Order, currency: Currency) -> bool {
    order.contract().is_some_and(|contract| contract.currency == currency)
}

//! What credit says about one order.

use async_graphql::SimpleObject;
use chrono::{DateTime, Utc};
use domain::accounts::exposure::{CreditDecision, CreditReason};
use domain::vocabulary::{Currency, Money, to_hundredths};
use rust_decimal::Decimal;

use super::credit_words::{CreditOutcomeWord, CreditReasonKind};
use crate::graphql::money::MoneyValue;

/// What credit says about one order.
#[derive(SimpleObject)]
pub struct CreditCheck {
    /// What follows.
    outcome: CreditOutcomeWord,
    /// What of the order is on credit.
    amount: MoneyValue,
    /// How much would have to be paid for the order to go on; null when it does, and when money
    /// is not what is missing.
    amount_to_free: Option<MoneyValue>,
    /// Why, the gravest first; empty when it simply fits.
    reasons: Vec<CreditCheckReason>,
    /// The limit; null when there is none, and for those who may not see the account.
    limit: Option<MoneyValue>,
    /// What is available without the order; null when there is no limit, and for those who may not
    /// see the account.
    available_before: Option<MoneyValue>,
    /// What is available with it, below zero when the limit is exceeded; null when there is no
    /// limit, and for those who may not see the account.
    available_after: Option<MoneyValue>,
    /// When what is owed was read; null when it could not be.
    as_of: Option<DateTime<Utc>>,
}

/// One thing that credit says about an order.
#[derive(SimpleObject)]
pub struct CreditCheckReason {
    /// What it is.
    kind: CreditReasonKind,
    /// By how much the limit is exceeded, or how much is overdue; null where there is no amount.
    amount: Option<MoneyValue>,
    /// For more than how many days it is overdue; null where nothing is.
    days: Option<u16>,
    /// When 1C told something last; null when it never did, and where that does not matter.
    last_exchange: Option<DateTime<Utc>>,
}

impl CreditCheck {
    /// What credit said, in its currency, to somebody who may see the account or may not.
    pub fn of(decision: &CreditDecision, currency: Currency, sees_account: bool) -> Self {
        let money = |amount| MoneyValue::from(Money::new(to_hundredths(amount), currency));
        let of_account = |amount: Option<Decimal>| amount.filter(|_| sees_account).map(money);
        Self {
            outcome: decision.outcome.into(),
            amount: money(decision.amount),
            amount_to_free: decision.frees.map(money),
            reasons: decision.reasons.iter().map(|reason| CreditCheckReason::of(reason, currency)).collect(),
            limit: of_account(decision.limit),
            available_before: of_account(decision.before),
            available_after: of_account(decision.after),
            as_of: decision.as_of,
        }
    }
}

impl CreditCheckReason {
    fn of(reason: &CreditReason, currency: Currency) -> Self {
        let (amount, days, last_exchange) = match *reason {
            CreditReason::LimitExceeded { by } | CreditReason::LimitRanOut { by } => (Some(by), None, None),
            CreditReason::Overdue { amount, days } => (Some(amount), Some(days), None),
            CreditReason::Stale { last_exchange } => (None, None, last_exchange),
            CreditReason::Unknown | CreditReason::Excepted => (None, None, None),
        };
        let amount = amount.map(|amount| Money::new(to_hundredths(amount), currency).into());
        Self { kind: reason.into(), amount, days, last_exchange }
    }
}

//! Why something asked of an exposure is refused.

use super::decision::CreditDecision;
use super::terms::CreditOutcome;
use crate::refusal::Refusal;
use crate::vocabulary::{Currency, Money};

/// Why something asked of an exposure is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExposureError {
    /// No limit and no terms were ever set.
    #[error("no credit was agreed with this organization in this currency")]
    NothingAgreed,
    /// The limit is below zero, or finer than hundredths.
    #[error("a credit limit is an amount of zero or more, in hundredths at most")]
    NotALimit,
    /// It would be over before it begins.
    #[error("a credit limit must end after it begins")]
    EndsBeforeStart,
    /// The terms contradict themselves.
    #[error(
        "what exceeds the limit or is overdue must have a consequence, and what is not known must lead to a warning or an approval"
    )]
    SenselessTerms,
    /// The exception is for nothing, or finer than hundredths.
    #[error("an exception is for an amount above zero, in hundredths at most")]
    NotAnException,
    /// It would be over already.
    #[error("an exception must end in the future")]
    ExceptionInThePast,
    /// The order needs no exception any more.
    #[error("an order that is over or confirmed needs no exception")]
    OrderGoneOn,
    /// The order cannot be submitted.
    #[error("the credit of the organization does not cover this order{}", frees_in_english(*.frees))]
    Blocked {
        /// What would have to be paid; nothing when money is not what is missing.
        frees: Option<Money>,
    },
}

impl ExposureError {
    /// The refusal of an order that cannot be submitted; nothing when it can.
    pub fn blocking(decision: &CreditDecision, currency: Currency) -> Option<Self> {
        let frees = decision.frees.map(|amount| Money::new(amount, currency));
        (decision.outcome == CreditOutcome::Block).then_some(Self::Blocked { frees })
    }
}

fn frees_in_english(frees: Option<Money>) -> String {
    frees.map(|money| format!(": {money} would have to be paid first")).unwrap_or_default()
}

impl Refusal for ExposureError {
    fn code(&self) -> &'static str {
        match self {
            Self::NothingAgreed => "CREDIT_NOT_AGREED",
            Self::NotALimit => "CREDIT_LIMIT_INVALID",
            Self::EndsBeforeStart => "CREDIT_LIMIT_ENDS_BEFORE_START",
            Self::SenselessTerms => "CREDIT_TERMS_SENSELESS",
            Self::NotAnException => "CREDIT_EXCEPTION_INVALID",
            Self::ExceptionInThePast => "CREDIT_EXCEPTION_IN_THE_PAST",
            Self::OrderGoneOn => "CREDIT_ORDER_GONE_ON",
            Self::Blocked { .. } => "CREDIT_BLOCKED",
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::NothingAgreed => "С этой организацией кредит в этой валюте не согласован.".to_owned(),
            Self::NotALimit => "Кредитный лимит — сумма от нуля, не точнее сотых долей.".to_owned(),
            Self::EndsBeforeStart => "Кредитный лимит должен заканчиваться позже, чем начинается.".to_owned(),
            Self::SenselessTerms => {
                "Превышение лимита и просрочка должны иметь последствие, а неизвестность \
                                     — вести к предупреждению или согласованию."
                    .to_owned()
            }
            Self::NotAnException => {
                "Исключение даётся на сумму больше нуля, не точнее сотых долей.".to_owned()
            }
            Self::ExceptionInThePast => "Исключение должно заканчиваться в будущем.".to_owned(),
            Self::OrderGoneOn => "Подтверждённому или завершённому заказу исключение не нужно.".to_owned(),
            Self::Blocked { frees: Some(money) } => {
                format!("Кредит организации не покрывает этот заказ: сначала нужно оплатить {money}.")
            }
            Self::Blocked { frees: None } => "Кредит организации не покрывает этот заказ.".to_owned(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            Self::NotALimit | Self::NotAnException => Some("amount"),
            Self::EndsBeforeStart | Self::ExceptionInThePast => Some("until"),
            Self::SenselessTerms => Some("terms"),
            Self::NothingAgreed | Self::OrderGoneOn | Self::Blocked { .. } => None,
        }
    }
}

//! Why something asked of a budget is refused.

use chrono::NaiveDate;

use crate::refusal::Refusal;
use crate::vocabulary::Money;

/// Why something asked of a budget is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BudgetError {
    /// An amount below zero means nothing.
    #[error("the amount of a budget must not be below zero")]
    AmountNegative,
    /// The amount is beyond everything.
    #[error("the amount of a budget is too large")]
    AmountTooLarge,
    /// There is nothing smaller than a kopeck.
    #[error("the amount of a budget has two decimal places at most")]
    AmountTooFine,
    /// A budget of the past can change nothing any more.
    #[error("the period is over: its budget is not changed any more")]
    PeriodOver,
    /// The order takes more than is left, and the budget lets nothing go beyond it.
    #[error(
        "the order takes {takes} of the budget of {cost_centre} from {first_day} to {last_day}, of which {left} is left"
    )]
    Exceeded {
        /// What the cost centre is called.
        cost_centre: String,
        /// The first day of the period.
        first_day: NaiveDate,
        /// The last day of the period.
        last_day: NaiveDate,
        /// What the order takes.
        takes: Money,
        /// What is left without it.
        left: Money,
    },
}

impl Refusal for BudgetError {
    fn code(&self) -> &'static str {
        match self {
            Self::AmountNegative => "BUDGET_AMOUNT_NEGATIVE",
            Self::AmountTooLarge => "BUDGET_AMOUNT_TOO_LARGE",
            Self::AmountTooFine => "BUDGET_AMOUNT_TOO_FINE",
            Self::PeriodOver => "BUDGET_PERIOD_OVER",
            Self::Exceeded { .. } => "BUDGET_EXCEEDED",
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::AmountNegative => "Сумма бюджета не может быть меньше нуля.".to_owned(),
            Self::AmountTooLarge => "Сумма бюджета слишком велика.".to_owned(),
            Self::AmountTooFine => "В сумме бюджета не больше двух знаков после запятой.".to_owned(),
            Self::PeriodOver => "Период закончился: его бюджет больше не меняют.".to_owned(),
            Self::Exceeded { cost_centre, first_day, last_day, takes, left } => {
                let (first_day, last_day) = (first_day.format("%d.%m.%Y"), last_day.format("%d.%m.%Y"));
                format!(
                    "Бюджет «{cost_centre}» с {first_day} по {last_day} будет превышен: заказ требует {takes}, остаток — {left}."
                )
            }
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            Self::AmountNegative | Self::AmountTooLarge | Self::AmountTooFine => Some("amount"),
            Self::PeriodOver => Some("on"),
            Self::Exceeded { .. } => None,
        }
    }
}

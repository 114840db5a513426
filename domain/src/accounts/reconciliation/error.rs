//! Why something about a reconciliation is refused.

use super::state::{MOST_DAYS, MOST_LINES, MOST_REASON_CHARACTERS};
use crate::refusal::Refusal;

/// Why something about a reconciliation is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReconciliationError {
    /// The period is upside down, too long, or not over yet.
    #[error("a period has from 1 to {MOST_DAYS} days and does not end after today")]
    PeriodUnusable,
    /// Nobody asked for it.
    #[error("nobody asked for this statement")]
    NotRequested,
    /// 1C answered, failed or was too late already.
    #[error("this request is over")]
    Over,
    /// A statement has too many lines.
    #[error("a statement has at most {MOST_LINES} lines")]
    TooManyLines,
    /// The lines do not lead from the balance before to the balance after.
    #[error("the lines do not lead from the balance before the period to the balance after it")]
    DoesNotAddUp,
    /// The reason cannot be kept.
    #[error("a reason has from 1 to {MOST_REASON_CHARACTERS} characters")]
    ReasonUnusable,
    /// The balance is not what whoever agrees saw.
    #[error("the balance changed since it was looked at: look again")]
    BalanceChanged,
}

impl Refusal for ReconciliationError {
    fn code(&self) -> &'static str {
        match self {
            Self::PeriodUnusable => "RECONCILIATION_PERIOD_UNUSABLE",
            Self::NotRequested => "RECONCILIATION_NOT_REQUESTED",
            Self::Over => "RECONCILIATION_OVER",
            Self::TooManyLines => "RECONCILIATION_TOO_MANY_LINES",
            Self::DoesNotAddUp => "RECONCILIATION_DOES_NOT_ADD_UP",
            Self::ReasonUnusable => "RECONCILIATION_REASON_UNUSABLE",
            Self::BalanceChanged => "RECONCILIATION_BALANCE_CHANGED",
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::PeriodUnusable => {
                format!("Период — от 1 до {MOST_DAYS} дней и не позже сегодняшнего дня.")
            }
            Self::NotRequested => "Эту сверку никто не запрашивал.".to_owned(),
            Self::Over => "Этот запрос уже завершён.".to_owned(),
            Self::TooManyLines => format!("В акте не больше {MOST_LINES} строк."),
            Self::DoesNotAddUp => "Строки акта не приводят от начального остатка к конечному.".to_owned(),
            Self::ReasonUnusable => {
                format!("Причина — от 1 до {MOST_REASON_CHARACTERS} символов.")
            }
            Self::BalanceChanged => {
                "Остаток изменился с тех пор, как его смотрели: посмотрите ещё раз.".to_owned()
            }
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            Self::PeriodUnusable => Some("to"),
            Self::TooManyLines | Self::DoesNotAddUp => Some("lines"),
            Self::ReasonUnusable => Some("reason"),
            Self::BalanceChanged => Some("closing"),
            Self::NotRequested | Self::Over => None,
        }
    }
}

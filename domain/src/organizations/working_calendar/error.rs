//! Why a calendar is refused.

use chrono::NaiveDate;

use crate::refusal::Refusal;

/// Why a calendar is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// Nobody would ever work.
    #[error("a calendar needs at least one working day of the week")]
    NoWorkingTime,
    /// The day ends before it begins, or right after.
    #[error("a working day ends on the same day, at least an hour after it begins")]
    DayTooShort,
    /// A day cannot be both.
    #[error("{day} cannot be a day off and a working day")]
    DayBothWays {
        /// The day.
        day: NaiveDate,
    },
    /// Exceptions are exceptions.
    #[error("a calendar holds at most {most} days off and as many extra working days")]
    TooManyDays {
        /// How many it may have of each kind.
        most: usize,
    },
}

impl Refusal for CalendarError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoWorkingTime => "CALENDAR_WITHOUT_WORKING_TIME",
            Self::DayTooShort => "CALENDAR_DAY_TOO_SHORT",
            Self::DayBothWays { .. } => "CALENDAR_DAY_BOTH_WAYS",
            Self::TooManyDays { .. } => "CALENDAR_TOO_MANY_DAYS",
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::NoWorkingTime => "В календаре должен быть хотя бы один рабочий день недели.".to_owned(),
            Self::DayTooShort => {
                "Рабочий день заканчивается в тот же день, не раньше чем через час после начала.".to_owned()
            }
            Self::DayBothWays { day } => {
                format!("{} не может быть и выходным, и рабочим днём.", day.format("%d.%m.%Y"))
            }
            Self::TooManyDays { most } => {
                format!(
                    "В календаре может быть не больше {most} выходных и столько же рабочих дней сверх недели."
                )
            }
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            Self::NoWorkingTime => "calendar.days",
            Self::DayTooShort => "calendar.to",
            Self::DayBothWays { .. } | Self::TooManyDays { .. } => "calendar.daysOff",
        })
    }
}

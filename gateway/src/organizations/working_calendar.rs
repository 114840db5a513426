//! When the people of an organization work, on the wire.

use async_graphql::{Enum, InputObject, SimpleObject};
use chrono::{NaiveDate, NaiveTime};
use domain::organizations::working_calendar::Written;
use domain::organizations::{CalendarError, DayOfWeek, WorkingCalendar};

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "DayOfWeek", remote = "DayOfWeek")]
pub enum DayOfWeekWord {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

/// When the people of an organization work, by the clock of its time zone.
#[derive(SimpleObject)]
#[graphql(name = "WorkingCalendar")]
pub struct WorkingCalendarValue {
    /// The days of the week on which people work.
    days: Vec<DayOfWeekWord>,
    /// When the working day begins.
    from: NaiveTime,
    /// When it ends.
    to: NaiveTime,
    /// Days on which nobody works whatever day of the week it is.
    days_off: Vec<NaiveDate>,
    /// Days on which people work whatever day of the week it is.
    working_days: Vec<NaiveDate>,
}

/// When people are to work.
#[derive(InputObject)]
pub struct WorkingCalendarInput {
    /// The days of the week on which people work, at least one.
    days: Vec<DayOfWeekWord>,
    /// When the working day begins.
    from: NaiveTime,
    /// When it ends, on the same day.
    to: NaiveTime,
    /// Days on which nobody works whatever day of the week it is.
    #[graphql(default)]
    days_off: Vec<NaiveDate>,
    /// Days on which people work whatever day of the week it is.
    #[graphql(default)]
    working_days: Vec<NaiveDate>,
}

impl From<WorkingCalendar> for WorkingCalendarValue {
    fn from(calendar: WorkingCalendar) -> Self {
        let Written { days, from, to, days_off, working_days } = calendar.into();
        Self {
            days: days.into_iter().map(Into::into).collect(),
            from,
            to,
            days_off: days_off.into_iter().collect(),
            working_days: working_days.into_iter().collect(),
        }
    }
}

impl TryFrom<WorkingCalendarInput> for WorkingCalendar {
    type Error = CalendarError;

    fn try_from(input: WorkingCalendarInput) -> Result<Self, CalendarError> {
        Self::new(Written {
            days: input.days.into_iter().map(Into::into).collect(),
            from: input.from,
            to: input.to,
            days_off: input.days_off.into_iter().collect(),
            working_days: input.working_days.into_iter().collect(),
        })
    }
}

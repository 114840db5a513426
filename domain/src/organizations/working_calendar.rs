//! When the people of an organization work, and when so many working hours have passed.

mod days;
mod error;
#[cfg(test)]
mod properties;
mod span;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::num::NonZeroU16;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::vocabulary::TimeZone;

pub use days::DayOfWeek;
pub use error::CalendarError;
use span::Span;

/// The most exceptional days of a kind that a calendar holds: more than seven years of days.
const MOST_DAYS: usize = 2_600;
/// The shortest working day, in minutes.
const SHORTEST_DAY: i64 = 60;

/// When the people of an organization work, by the clock of its own time zone.
///
/// There is always a working time to come: at least one day of the week with an hour or
/// more, and only so many days off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct WorkingCalendar(Written);

/// A calendar as it is written down, before anything was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The days of the week on which people work.
    pub days: BTreeSet<DayOfWeek>,
    /// When the working day begins.
    pub from: NaiveTime,
    /// When it ends, later on the same day.
    pub to: NaiveTime,
    /// Days on which nobody works whatever day of the week it is.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub days_off: BTreeSet<NaiveDate>,
    /// Days on which people work whatever day of the week it is.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub working_days: BTreeSet<NaiveDate>,
}

impl Default for WorkingCalendar {
    /// Monday to Friday, 9 to 18, without holidays.
    fn default() -> Self {
        Self(Written {
            days: DayOfWeek::WORKING_WEEK.into(),
            from: NaiveTime::MIN + TimeDelta::hours(9),
            to: NaiveTime::MIN + TimeDelta::hours(18),
            days_off: BTreeSet::new(),
            working_days: BTreeSet::new(),
        })
    }
}

impl WorkingCalendar {
    /// A calendar with working time in it.
    pub fn new(written: Written) -> Result<Self, CalendarError> {
        if written.days.is_empty() {
            return Err(CalendarError::NoWorkingTime);
        }
        if (written.to - written.from).num_minutes() < SHORTEST_DAY {
            return Err(CalendarError::DayTooShort);
        }
        if written.days_off.len().max(written.working_days.len()) > MOST_DAYS {
            return Err(CalendarError::TooManyDays { most: MOST_DAYS });
        }
        match written.days_off.intersection(&written.working_days).next() {
            Some(day) => Err(CalendarError::DayBothWays { day: *day }),
            None => Ok(Self(written)),
        }
    }

    /// What the calendar says.
    pub const fn written(&self) -> &Written {
        &self.0
    }

    /// Whether people work on a day.
    pub fn works_on(&self, day: NaiveDate) -> bool {
        let Written { days, days_off, working_days, .. } = &self.0;
        working_days.contains(&day) || (!days_off.contains(&day) && days.contains(&DayOfWeek::of(day)))
    }

    /// The moment at which that many working hours have passed since another. It lies in
    /// the working time, or at its end. A zone that this version does not know is taken for UTC.
    ///
    /// Where the clocks are moved within a working day, the hours that really pass count.
    pub fn due(&self, from: DateTime<Utc>, hours: NonZeroU16, zone: &TimeZone) -> DateTime<Utc> {
        let zone = zone.tz();
        let mut left = TimeDelta::hours(i64::from(hours.get()));
        let today = from.with_timezone(&zone).date_naive();
        // Clocks that go back over midnight show yesterday again.
        let mut day = today.checked_sub_days(Days::new(1)).unwrap_or(today);
        loop {
            if let Some(span) = self.span(day, zone).and_then(|span| span.after(from)) {
                if span.length() >= left {
                    return span.begins + left;
                }
                left -= span.length();
            }
            // Only a moment at the end of what a date can hold has no next day.
            let Some(next) = day.succ_opt() else { return DateTime::<Utc>::MAX_UTC };
            day = next;
        }
    }

    /// The working time of a day; none on a day off.
    fn span(&self, day: NaiveDate, zone: chrono_tz::Tz) -> Option<Span> {
        self.works_on(day).then(|| Span::on(day, self.0.from, self.0.to, zone))
    }
}

impl TryFrom<Written> for WorkingCalendar {
    type Error = CalendarError;

    fn try_from(written: Written) -> Result<Self, CalendarError> {
        Self::new(written)
    }
}

impl From<WorkingCalendar> for Written {
    fn from(calendar: WorkingCalendar) -> Self {
        calendar.0
    }
}

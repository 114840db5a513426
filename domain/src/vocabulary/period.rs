//! Weeks, months, quarters and years as the calendar of a time zone has them.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};

/// A period of the calendar.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// From Monday on (ISO 8601).
    Week,
    /// From the first of a month on.
    Month,
    /// From the first of January, April, July or October on.
    Quarter,
    /// From the first of January on.
    Year,
}

/// A stretch of time: from a moment on, until just before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// The first moment of it.
    pub from: DateTime<Utc>,
    /// The first moment after it.
    pub to: DateTime<Utc>,
}

impl Span {
    /// Whether a moment is in it.
    pub fn contains(&self, moment: DateTime<Utc>) -> bool {
        self.from <= moment && moment < self.to
    }
}

impl Period {
    /// All of them, the shortest first.
    pub const EVERY: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// The period around a moment, by the calendar of a time zone.
    ///
    /// Where clocks were put back over midnight an hour of a day comes twice; the day begins
    /// with the first of them, so adjacent periods touch and a moment is in one of them.
    pub fn around(self, moment: DateTime<Utc>, zone: Tz) -> Span {
        let first = self.first_day(moment.with_timezone(&zone).date_naive());
        let begins = midnight(first, zone);
        let ends = midnight(self.next(first), zone);
        if moment < begins {
            return Span { from: midnight(self.first_day(day_before(first)), zone), to: begins };
        }
        if moment >= ends {
            return Span { from: ends, to: midnight(self.next(self.next(first)), zone) };
        }
        Span { from: begins, to: ends }
    }

    /// The first day of the period around a moment, by the calendar of a time zone.
    pub fn first_day_around(self, moment: DateTime<Utc>, zone: Tz) -> NaiveDate {
        self.around(moment, zone).from.with_timezone(&zone).date_naive()
    }

    /// The last day of the period that begins with a day.
    pub fn last_day(self, first: NaiveDate) -> NaiveDate {
        day_before(self.next(first))
    }

    /// The first day of the period that a day is in.
    pub fn first_day(self, day: NaiveDate) -> NaiveDate {
        let first_of = |month| NaiveDate::from_ymd_opt(day.year(), month, 1).unwrap_or(day);
        match self {
            Self::Week => {
                let since_monday = u64::from(day.weekday().num_days_from_monday());
                day.checked_sub_days(Days::new(since_monday)).unwrap_or(day)
            }
            Self::Month => first_of(day.month()),
            Self::Quarter => first_of(day.month0() / 3 * 3 + 1),
            Self::Year => first_of(1),
        }
    }

    /// The first day of the period after the one that begins with a day.
    fn next(self, first: NaiveDate) -> NaiveDate {
        let later = match self {
            Self::Week => first.checked_add_days(Days::new(7)),
            Self::Month => first.checked_add_months(Months::new(1)),
            Self::Quarter => first.checked_add_months(Months::new(3)),
            Self::Year => first.checked_add_months(Months::new(12)),
        };
        later.unwrap_or(NaiveDate::MAX)
    }
}

fn day_before(day: NaiveDate) -> NaiveDate {
    day.pred_opt().unwrap_or(day)
}

/// When a day begins. Where clocks were put forward over midnight there is no midnight: the
/// day begins as if they had not been.
fn midnight(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    if let Some(begins) = zone.from_local_datetime(&midnight).earliest() {
        return begins.with_timezone(&Utc);
    }
    let before = midnight - TimeDelta::days(2);
    let shift = zone
        .from_local_datetime(&before)
        .earliest()
        .map_or(TimeDelta::zero(), |earlier| before.signed_duration_since(earlier.naive_utc()));
    (midnight - shift).and_utc()
}

#[cfg(test)]
mod tests;

//! The working time of one day, as moments.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;

/// From a moment to another, not before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) begins: DateTime<Utc>,
    pub(super) ends: DateTime<Utc>,
}

impl Span {
    /// From a time of a day to a later one, by the clocks of a zone.
    ///
    /// A time that the clocks skip is the moment at which they skip it. Of a time that they
    /// show twice the second is the beginning and the first is the end, so that the span has
    /// nothing of another day; when all of it is shown twice, it is the first.
    pub(super) fn on(day: NaiveDate, from: NaiveTime, to: NaiveTime, zone: Tz) -> Self {
        let (first, last) = moments(day.and_time(from), zone);
        let (ends, _) = moments(day.and_time(to), zone);
        let begins = if last <= ends { last } else { first };
        Self { begins, ends }
    }

    /// What is left of it after a moment, if anything is.
    pub(super) fn after(self, moment: DateTime<Utc>) -> Option<Self> {
        let begins = self.begins.max(moment);
        (begins < self.ends).then_some(Self { begins, ends: self.ends })
    }

    pub(super) fn length(self) -> TimeDelta {
        self.ends - self.begins
    }
}

/// The first and the last moment at which the clocks show a time.
fn moments(time: NaiveDateTime, zone: Tz) -> (DateTime<Utc>, DateTime<Utc>) {
    let found = zone.from_local_datetime(&time);
    match (found.earliest(), found.latest()) {
        (Some(first), Some(last)) => (first.to_utc(), last.to_utc()),
        _ => (skipping(time, zone), skipping(time, zone)),
    }
}

/// The moment at which the clocks skip a time: the first one at which they show more.
fn skipping(time: NaiveDateTime, zone: Tz) -> DateTime<Utc> {
    // No zone is a day and a half away from UTC, not even one that changes sides of the date line.
    let shown =
        |second: i64| (time.and_utc() + TimeDelta::seconds(second)).with_timezone(&zone).naive_local();
    let (mut before, mut after) = (-129_600, 129_600);
    while after - before > 1 {
        let middle = i64::midpoint(before, after);
        if shown(middle) < time { before = middle } else { after = middle }
    }
    time.and_utc() + TimeDelta::seconds(after)
}

//! What always holds of working hours: whatever the calendar, the zone and the moment.

use std::collections::BTreeSet;
use std::num::NonZeroU16;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;
use strum::VariantArray;

use super::{DayOfWeek, WorkingCalendar, Written};
use crate::vocabulary::TimeZone;

/// Zones that move their clocks: by an hour, by half an hour, at midnight, in the other half
/// of the year; and some that do not.
const ZONES: [&str; 8] = [
    "Europe/Moscow",
    "Asia/Yekaterinburg",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "UTC",
];

fn zone() -> impl Strategy<Value = TimeZone> {
    proptest::sample::select(ZONES.to_vec()).prop_map(|name| name.parse().unwrap())
}

fn minutes(number: i64) -> NaiveTime {
    NaiveTime::MIN + TimeDelta::minutes(number)
}

/// Days of 2010 and 2011: around them most of these zones moved their clocks at odd hours.
fn day() -> impl Strategy<Value = NaiveDate> {
    (0..730_i64).prop_map(|number| NaiveDate::from_ymd_opt(2010, 1, 1).unwrap() + TimeDelta::days(number))
}

fn calendars() -> impl Strategy<Value = WorkingCalendar> {
    let days = proptest::sample::subsequence(DayOfWeek::VARIANTS.to_vec(), 1..=7);
    let exceptions = || proptest::collection::btree_set(day(), 0..40);
    // The quarters of an hour at which people begin and end.
    let hours = (0..92_i64).prop_flat_map(|from| (Just(from), from + 4..96));
    (days, hours, exceptions(), exceptions()).prop_map(|(days, (from, to), off, working)| {
        let days_off: BTreeSet<NaiveDate> = off.difference(&working).copied().collect();
        let (from, to) = (minutes(from * 15), minutes(to * 15));
        let days = days.into_iter().collect();
        WorkingCalendar::new(Written { days, from, to, days_off, working_days: working }).unwrap()
    })
}

fn moment() -> impl Strategy<Value = DateTime<Utc>> {
    (day(), 0..1440_i64).prop_map(|(day, minute)| day.and_time(minutes(minute)).and_utc())
}

fn hours(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap()
}

/// Whether the clocks show a working time at a moment. At times that are shown twice this says
/// more than a calendar does: a day begins with the second showing and ends with the first.
fn shows_working_time(calendar: &WorkingCalendar, moment: DateTime<Utc>, zone: Tz) -> bool {
    let shown = moment.with_timezone(&zone).naive_local();
    let Written { from, to, .. } = calendar.written();
    calendar.works_on(shown.date()) && (*from..*to).contains(&shown.time())
}

/// Whether the offset of a zone changes between two moments.
fn moves_its_clocks(from: DateTime<Utc>, to: DateTime<Utc>, zone: Tz) -> bool {
    let offset = |moment: DateTime<Utc>| {
        let shown = moment.with_timezone(&zone).naive_local();
        shown - moment.naive_utc()
    };
    let hours = (to - from).num_hours() + 1;
    (0..=hours).any(|hour| offset(from + TimeDelta::hours(hour)) != offset(from))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_due_moment_is_later_and_never_in_a_day_off(
        calendar in calendars(), from in moment(), number in 1..60_u16, zone in zone(),
    ) {
        let due = calendar.due(from, hours(number), &zone);
        prop_assert!(due > from);
        let shown = due.with_timezone(&zone.tz()).naive_local();
        prop_assert!(calendar.works_on(shown.date()), "{shown}");
        let Written { from, to, .. } = calendar.written();
        prop_assert!((*from..=*to).contains(&shown.time()), "{shown}");
    }

    #[test]
    fn whoever_begins_later_or_takes_longer_is_not_due_earlier(
        calendar in calendars(), from in moment(), later in 0..5_000_i64,
        number in 1..60_u16, more in 0..20_u16, zone in zone(),
    ) {
        let due = calendar.due(from, hours(number), &zone);
        prop_assert!(calendar.due(from + TimeDelta::minutes(later), hours(number), &zone) >= due);
        let longer = calendar.due(from, hours(number + more), &zone);
        let apart = TimeDelta::hours(i64::from(more));
        prop_assert!(longer >= due + apart);
        prop_assert!(more > 0 || longer == due);
    }

    #[test]
    fn hours_one_after_the_other_are_the_hours_together(
        calendar in calendars(), from in moment(), first in 1..30_u16, second in 1..30_u16, zone in zone(),
    ) {
        let in_two = calendar.due(calendar.due(from, hours(first), &zone), hours(second), &zone);
        prop_assert_eq!(in_two, calendar.due(from, hours(first + second), &zone));
    }

    #[test]
    fn between_the_moments_lie_exactly_the_hours(
        calendar in calendars(), from in moment(), number in 1..40_u16, zone in zone(),
    ) {
        let due = calendar.due(from, hours(number), &zone);
        let minutes = (due - from).num_minutes();
        let shown = (0..minutes)
            .filter(|minute| shows_working_time(&calendar, from + TimeDelta::minutes(*minute), zone.tz()))
            .count();
        let asked = usize::from(number) * 60;
        if moves_its_clocks(from - TimeDelta::days(1), due + TimeDelta::days(1), zone.tz()) {
            // At most an hour is shown twice each time, and the quarters are worked once.
            prop_assert!(shown >= asked, "{shown} of {asked}");
        } else {
            prop_assert_eq!(shown, asked);
        }
    }
}

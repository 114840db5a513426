//! Working hours on the days when it is hard: weekends, holidays, moved clocks.

use std::collections::BTreeSet;
use std::num::NonZeroU16;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::{CalendarError, DayOfWeek, WorkingCalendar, Written};
use crate::vocabulary::TimeZone;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn time(text: &str) -> NaiveTime {
    text.parse().unwrap()
}

fn usual() -> Written {
    WorkingCalendar::default().into()
}

fn calendar(written: Written) -> WorkingCalendar {
    WorkingCalendar::new(written).unwrap()
}

/// Every day of the week, from a time to another.
fn daily(from: &str, to: &str) -> WorkingCalendar {
    let days = DayOfWeek::WORKING_WEEK.into_iter().chain([DayOfWeek::Saturday, DayOfWeek::Sunday]).collect();
    calendar(Written { days, from: time(from), to: time(to), ..usual() })
}

/// The due moment as the clocks of a zone show it.
fn due(calendar: &WorkingCalendar, from: &str, hours: u16, zone: &str) -> String {
    let zone: TimeZone = zone.parse().unwrap();
    let from: DateTime<Utc> = from.parse::<DateTime<chrono::FixedOffset>>().unwrap().to_utc();
    let due = calendar.due(from, NonZeroU16::new(hours).unwrap(), &zone);
    due.with_timezone(&zone.tz()).format("%Y-%m-%d %H:%M").to_string()
}

#[test]
fn hours_are_counted_within_the_day_and_go_on_the_next_morning() {
    let usual = WorkingCalendar::default();
    // 2026-11-23 is a Monday.
    assert_eq!(due(&usual, "2026-11-23T10:00:00+03:00", 2, "Europe/Moscow"), "2026-11-23 12:00");
    assert_eq!(due(&usual, "2026-11-23T16:30:00+03:00", 4, "Europe/Moscow"), "2026-11-24 11:30");
    assert_eq!(due(&usual, "2026-11-23T06:00:00+03:00", 1, "Europe/Moscow"), "2026-11-23 10:00");
    assert_eq!(due(&usual, "2026-11-23T20:00:00+03:00", 9, "Europe/Moscow"), "2026-11-24 18:00");
    assert_eq!(due(&usual, "2026-11-23T10:00:00+03:00", 2, "Asia/Yekaterinburg"), "2026-11-23 14:00");
}

#[test]
fn a_weekend_does_not_count() {
    let usual = WorkingCalendar::default();
    assert_eq!(due(&usual, "2026-11-27T17:00:00+03:00", 2, "Europe/Moscow"), "2026-11-30 10:00");
    assert_eq!(due(&usual, "2026-11-28T12:00:00+03:00", 9, "Europe/Moscow"), "2026-11-30 18:00");
}

#[test]
fn holidays_are_left_out_and_working_saturdays_are_not() {
    let with_exceptions = calendar(Written {
        days_off: BTreeSet::from([date("2026-12-31"), date("2027-01-01")]),
        working_days: BTreeSet::from([date("2026-12-26")]),
        ..usual()
    });
    assert_eq!(due(&with_exceptions, "2026-12-25T17:00:00+03:00", 2, "Europe/Moscow"), "2026-12-26 10:00");
    assert_eq!(due(&with_exceptions, "2026-12-30T17:00:00+03:00", 2, "Europe/Moscow"), "2027-01-04 10:00");
}

#[test]
fn an_hour_that_the_clocks_skip_is_not_worked() {
    // In Berlin the clocks went from 2:00 to 3:00 on 2026-03-29.
    let night = daily("01:00", "05:00");
    assert_eq!(due(&night, "2026-03-29T00:00:00+01:00", 2, "Europe/Berlin"), "2026-03-29 04:00");
    assert_eq!(due(&night, "2026-03-29T00:00:00+01:00", 4, "Europe/Berlin"), "2026-03-30 02:00");
    let within = daily("02:00", "03:00");
    assert_eq!(due(&within, "2026-03-28T12:00:00+01:00", 1, "Europe/Berlin"), "2026-03-30 03:00");
}

#[test]
fn of_an_hour_that_the_clocks_show_twice_what_really_passes_counts() {
    // In Berlin the clocks went from 3:00 back to 2:00 on 2026-10-25.
    let night = daily("01:00", "05:00");
    assert_eq!(due(&night, "2026-10-25T00:00:00+02:00", 5, "Europe/Berlin"), "2026-10-25 05:00");
    let within = daily("02:00", "03:00");
    assert_eq!(due(&within, "2026-10-24T12:00:00+02:00", 1, "Europe/Berlin"), "2026-10-25 03:00");
    // At Troll they go back by two hours. A day of which everything is shown twice is worked once.
    let within = daily("01:15", "02:45");
    assert_eq!(due(&within, "2026-10-24T12:00:00+02:00", 1, "Antarctica/Troll"), "2026-10-25 02:15");
    assert_eq!(due(&within, "2026-10-24T12:00:00+02:00", 2, "Antarctica/Troll"), "2026-10-26 01:45");
}

#[test]
fn a_day_that_a_zone_skipped_has_no_working_time() {
    // Samoa had no 30 December 2011.
    let samoa = daily("09:00", "17:00");
    assert_eq!(due(&samoa, "2011-12-29T12:00:00-10:00", 6, "Pacific/Apia"), "2011-12-31 10:00");
}

#[test]
fn clocks_that_go_back_over_midnight_do_not_bring_work_into_a_day_off() {
    // In St. John's the clocks went from 0:01 on Sunday back to 23:01 on Saturday, 2010-11-06.
    let calendar = calendar(Written {
        days: BTreeSet::from([DayOfWeek::Sunday]),
        from: time("00:00"),
        to: time("02:00"),
        ..usual()
    });
    assert_eq!(due(&calendar, "2010-11-06T12:00:00-02:30", 1, "America/St_Johns"), "2010-11-07 01:00");
}

#[test]
fn a_zone_that_is_not_known_any_more_is_utc() {
    let usual = WorkingCalendar::default();
    assert_eq!(due(&usual, "2026-11-23T10:00:00Z", 2, "Mars/Olympus"), "2026-11-23 12:00");
}

#[test]
fn a_calendar_without_working_time_is_refused() {
    let refused = |written| WorkingCalendar::new(written).unwrap_err();
    assert_eq!(refused(Written { days: BTreeSet::new(), ..usual() }), CalendarError::NoWorkingTime);
    let only_exceptions =
        Written { days: BTreeSet::new(), working_days: BTreeSet::from([date("2026-12-26")]), ..usual() };
    assert_eq!(refused(only_exceptions), CalendarError::NoWorkingTime);
    for to in ["09:00", "08:00", "09:59"] {
        assert_eq!(refused(Written { to: time(to), ..usual() }), CalendarError::DayTooShort);
    }
    let day = date("2026-12-31");
    let both = Written { days_off: [day].into(), working_days: [day].into(), ..usual() };
    assert_eq!(refused(both), CalendarError::DayBothWays { day });
    let for_ever = date("2026-01-01").iter_days().take(2_601).collect();
    assert_eq!(
        refused(Written { days_off: for_ever, ..usual() }),
        CalendarError::TooManyDays { most: 2_600 }
    );
}

#[test]
fn what_is_refused_cannot_be_read_either() {
    let json = r#"{"days":[],"from":"09:00:00","to":"18:00:00"}"#;
    assert!(serde_json::from_str::<WorkingCalendar>(json).is_err());
    let stored = serde_json::to_string(&WorkingCalendar::default()).unwrap();
    assert_eq!(serde_json::from_str::<WorkingCalendar>(&stored).unwrap(), WorkingCalendar::default());
}

#[test]
fn the_longest_wait_in_the_sparsest_calendar_comes_to_an_end() {
    let sparse = calendar(Written {
        days: BTreeSet::from([DayOfWeek::Monday]),
        from: time("09:00"),
        to: time("10:00"),
        ..usual()
    });
    let due = due(&sparse, "2026-11-23T00:00:00Z", u16::MAX, "UTC");
    assert!(due.starts_with("3282-"), "{due}");
}

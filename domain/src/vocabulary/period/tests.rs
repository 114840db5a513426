//! Periods of the calendar, and that no moment falls between two of them.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;
use strum::VariantArray;

use super::{Period, Span};

fn at(moment: &str) -> DateTime<Utc> {
    moment.parse().unwrap()
}

fn span(from: &str, to: &str) -> Span {
    Span { from: at(from), to: at(to) }
}

#[test]
fn a_month_begins_with_the_midnight_of_the_zone() {
    let late_in_january = Period::Month.around(at("2026-01-31T20:59:59Z"), Tz::Europe__Moscow);
    assert_eq!(late_in_january, span("2025-12-31T21:00:00Z", "2026-01-31T21:00:00Z"));
    let february = Period::Month.around(at("2026-01-31T21:00:00Z"), Tz::Europe__Moscow);
    assert_eq!(february, span("2026-01-31T21:00:00Z", "2026-02-28T21:00:00Z"));
}

#[test]
fn a_week_begins_on_monday_and_a_quarter_in_january_april_july_or_october() {
    let zone = Tz::Asia__Yekaterinburg;
    let moment = at("2026-11-22T12:00:00Z");
    assert_eq!(Period::Week.around(moment, zone), span("2026-11-15T19:00:00Z", "2026-11-22T19:00:00Z"));
    assert_eq!(Period::Quarter.around(moment, zone), span("2026-09-30T19:00:00Z", "2026-12-31T19:00:00Z"));
    assert_eq!(Period::Year.around(moment, zone), span("2025-12-31T19:00:00Z", "2026-12-31T19:00:00Z"));
}

#[test]
fn a_week_in_which_clocks_are_changed_is_an_hour_shorter_or_longer() {
    let spring = Period::Week.around(at("2026-03-28T12:00:00Z"), Tz::Europe__Berlin);
    assert_eq!((spring.to - spring.from).num_hours(), 7 * 24 - 1);
    let autumn = Period::Week.around(at("2026-10-24T12:00:00Z"), Tz::Europe__Berlin);
    assert_eq!((autumn.to - autumn.from).num_hours(), 7 * 24 + 1);
}

/// Zones whose clocks go over midnight, skip a day, or are shifted by half an hour.
const ZONES: [Tz; 10] = [
    Tz::Europe__Moscow,
    Tz::Asia__Yekaterinburg,
    Tz::Europe__Berlin,
    Tz::America__Sao_Paulo,
    Tz::America__St_Johns,
    Tz::Asia__Beirut,
    Tz::Africa__Cairo,
    Tz::America__Havana,
    Tz::Pacific__Apia,
    Tz::Australia__Lord_Howe,
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn a_period_contains_its_moment_and_touches_its_neighbours(
        second in 0_i64..4_102_444_800, zone in 0..ZONES.len(), period in 0..Period::VARIANTS.len(),
    ) {
        let (zone, period) = (ZONES[zone], Period::VARIANTS[period]);
        let moment = DateTime::from_timestamp(second, 0).unwrap();
        let around = period.around(moment, zone);
        prop_assert!(around.contains(moment), "{period} of {zone} around {moment}: {around:?}");
        prop_assert_eq!(period.around(around.from, zone), around);
        let last = around.to - chrono::TimeDelta::seconds(1);
        prop_assert_eq!(period.around(last, zone), around);
        prop_assert_eq!(period.around(around.to, zone).from, around.to);
        let before = around.from - chrono::TimeDelta::seconds(1);
        prop_assert_eq!(period.around(before, zone).to, around.from);
    }
}

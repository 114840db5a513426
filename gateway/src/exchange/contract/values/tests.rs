//! Values as 1C writes them, and as it should not.

use serde::de::DeserializeOwned;
use serde_json::json;

use super::*;

fn read<T: DeserializeOwned>(value: serde_json::Value) -> Option<T> {
    serde_json::from_value(value).ok()
}

#[test]
fn a_version_is_a_number_a_numeral_or_the_counter_of_1c() {
    for value in [json!(258), json!("258"), json!("AAAAAAAAAQI=")] {
        assert_eq!(read::<Version>(value), Some(Version(258)));
    }
    for value in [json!(-1), json!("9223372036854775808"), json!("AAAA"), json!(""), json!(null), json!(1.5)]
    {
        assert_eq!(read::<Version>(value), None);
    }
}

#[test]
fn an_amount_is_a_decimal_string_and_never_a_number() {
    assert_eq!(read::<Amount>(json!("-10.50")), Some(Amount("-10.5".parse().unwrap())));
    for value in [json!(10.5), json!("10,50"), json!("1e3"), json!("+1"), json!(""), json!("1."), json!(".5")]
    {
        assert_eq!(read::<Amount>(value), None);
    }
}

#[test]
fn a_date_may_come_with_a_time_and_the_empty_date_is_none() {
    let day = NaiveDate::from_ymd_opt(2026, 3, 31).map(Day);
    assert_eq!(read::<Day>(json!("2026-03-31")), day);
    assert_eq!(read::<Day>(json!("2026-03-31T23:59:59")), day);
    assert_eq!(read::<Day>(json!("0001-01-01T00:00:00")), None);
    assert_eq!(read::<Day>(json!("31.03.2026")), None);
    assert_eq!(read::<Day>(json!("+262142-01-01")), None);
    let optional = |value: serde_json::Value| optional_day(value).ok();
    assert_eq!(optional(json!("0001-01-01T00:00:00")), Some(None));
    assert_eq!(optional(json!("")), Some(None));
    assert_eq!(optional(json!(null)), Some(None));
    assert_eq!(optional(json!("tomorrow")), None);
}

#[test]
fn a_moment_needs_its_offset() {
    let noon = "2026-03-31T09:00:00Z".parse().map(Moment).ok();
    assert_eq!(read::<Moment>(json!("2026-03-31T12:00:00+03:00")), noon);
    assert_eq!(read::<Moment>(json!("2026-03-31T12:00:00")), None);
}

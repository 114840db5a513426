//! Values of the contract, as 1C writes them.

use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Datelike as _, NaiveDate, NaiveDateTime, Utc};
use rust_decimal::Decimal;
use serde::de::Error;
use serde::{Deserialize, Deserializer};

/// Separates the English words of an error from the Russian ones. It is in no text.
pub const BETWEEN_LANGUAGES: char = '\u{1f}';

/// An error in both languages, for a deserializer that knows only one text.
fn said<E: Error>(english: impl Display, russian: impl Display) -> E {
    E::custom(format_args!("{english}{BETWEEN_LANGUAGES}{russian}"))
}

/// The version of an object in 1C. A later one is larger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version(pub i64);

impl Version {
    /// As a text says it.
    pub fn of(text: &str) -> Option<Self> {
        let number = text.parse().ok().or_else(|| counter(text))?;
        i64::try_from(number).ok().map(Self)
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Number(u64),
            Text(String),
        }
        let version = match Written::deserialize(deserializer) {
            Ok(Written::Number(number)) => i64::try_from(number).ok().map(Self),
            Ok(Written::Text(text)) => Self::of(&text),
            Err(_) => None,
        };
        version.ok_or_else(|| {
            said(
                "a version is an integer from 0 to 9223372036854775807, or ВерсияДанных in base64",
                "версия — целое число от 0 до 9223372036854775807 или ВерсияДанных в base64",
            )
        })
    }
}

/// The counter of a `ВерсияДанных`: eight bytes, the highest first.
fn counter(text: &str) -> Option<u64> {
    let bytes = STANDARD.decode(text).ok()?;
    Some(u64::from_be_bytes(bytes.try_into().ok()?))
}

/// An amount of money: a decimal number in a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount(pub Decimal);

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let digits = |part: &str, most: usize| {
            (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        let plain = text.strip_prefix('-').unwrap_or(&text);
        let is_one = match plain.split_once('.') {
            Some((whole, parts)) => digits(whole, 15) && digits(parts, 6),
            None => digits(plain, 15),
        };
        let amount = Decimal::from_str(&text).ok().filter(|_| is_one);
        amount.map(Self).ok_or_else(|| {
            said(
                "an amount is a decimal number in a string, such as \"1234.50\"",
                "сумма — десятичное число строкой, например \"1234.50\"",
            )
        })
    }
}

/// A date. 1C writes dates with a time, and an empty one as the first day of the first year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day(pub NaiveDate);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match dated(&String::deserialize(deserializer)?) {
            Some(Dated::On(day)) => Ok(Self(day)),
            Some(Dated::Never) | None => Err(not_a_day()),
        }
    }
}

/// A date that may be missing: null, blank, or the empty one of 1C.
pub fn optional_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Day>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    match text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => match dated(text) {
            Some(Dated::On(day)) => Ok(Some(Day(day))),
            Some(Dated::Never) => Ok(None),
            None => Err(not_a_day()),
        },
    }
}

fn not_a_day<E: Error>() -> E {
    said("a date is written as 2026-03-31", "дата записывается как 2026-03-31")
}

/// Years of business. A database has less room than a calendar.
const YEARS: RangeInclusive<i32> = 1900..=2999;

/// What a date of 1C says.
enum Dated {
    On(NaiveDate),
    /// It is the empty date.
    Never,
}

fn dated(text: &str) -> Option<Dated> {
    let parsed = text.parse::<NaiveDate>().ok();
    let parsed = parsed.or_else(|| text.parse::<NaiveDateTime>().ok().map(|moment| moment.date()))?;
    if Some(parsed) == NaiveDate::from_ymd_opt(1, 1, 1) {
        return Some(Dated::Never);
    }
    YEARS.contains(&parsed.year()).then_some(Dated::On(parsed))
}

/// A moment with its offset from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment(pub DateTime<Utc>);

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let parsed = DateTime::parse_from_rfc3339(&text).ok();
        let parsed = parsed.filter(|moment| YEARS.contains(&moment.year()));
        parsed.map(|moment| Self(moment.with_timezone(&Utc))).ok_or_else(|| {
            said(
                "a moment is written with its offset, such as 2026-03-31T12:00:00+03:00",
                "момент записывается со смещением, например 2026-03-31T12:00:00+03:00",
            )
        })
    }
}

/// A text that may not be empty, of at most so many characters, none of them a control one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text<const MOST: usize>(pub String);

/// An id of 1C, a number of a document.
pub type Name = Text<100>;

/// What somebody is called.
pub type Title = Text<500>;

impl<const MOST: usize> Text<MOST> {
    /// The text, if it is one.
    pub fn of(text: &str) -> Option<Self> {
        let fits = (1..=MOST).contains(&text.chars().count()) && !text.chars().any(char::is_control);
        (fits && !text.trim().is_empty()).then(|| Self(text.to_owned()))
    }
}

impl<'de, const MOST: usize> Deserialize<'de> for Text<MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::of(&String::deserialize(deserializer)?).ok_or_else(|| {
            said(
                format_args!("a text of 1 to {MOST} characters is needed, without control characters"),
                format_args!("нужен текст от 1 до {MOST} символов, без управляющих символов"),
            )
        })
    }
}

/// Something that may be missing: null, or a text of nothing, which is how 1C writes it.
pub fn optional<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr,
    T::Err: Display,
{
    let text = Option::<String>::deserialize(deserializer)?;
    match text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => text.parse().map(Some).map_err(|error| said(error, "значение не подходит")),
    }
}

/// A value whose type knows how it is written.
pub fn parsed<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr,
    T::Err: Display,
{
    let text = String::deserialize(deserializer)?;
    text.trim().parse().map_err(|error| said(error, "значение не подходит"))
}

#[cfg(test)]
mod tests;

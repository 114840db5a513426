//! Dates, moments and numbers as Russian documents write them.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};
use domain::vocabulary::to_hundredths;
use rust_decimal::Decimal;

/// Keeps the groups of a number on one line.
const NARROW: char = '\u{a0}';
const MONTHS: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

/// A date in digits: `31.12.2026`.
pub fn short_date(date: NaiveDate) -> String {
    date.format("%d.%m.%Y").to_string()
}

/// A date in words: `31 декабря 2026 г.`.
pub fn long_date(date: NaiveDate) -> String {
    format!("{} {} {}{NARROW}г.", date.day(), MONTHS[date.month0() as usize], date.year())
}

/// A moment with its offset from universal time: `31.12.2026 14:05 (UTC+03:00)`.
pub fn moment(at: DateTime<FixedOffset>) -> String {
    at.format("%d.%m.%Y %H:%M (UTC%:z)").to_string()
}

/// An amount with two places and groups of three digits: `1 234 567,80`.
pub fn amount(amount: Decimal) -> String {
    grouped(&to_hundredths(amount))
}

/// A quantity without trailing zeros: `1 500`, `0,125`.
pub fn quantity(quantity: Decimal) -> String {
    grouped(&quantity.normalize())
}

fn grouped(number: &Decimal) -> String {
    let text = number.abs().to_string();
    let (whole, places) = text.split_once('.').map_or((text.as_str(), None), |(it, rest)| (it, Some(rest)));
    let mut written = String::new();
    if number.is_sign_negative() && !number.is_zero() {
        written.push('\u{2212}');
    }
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            written.push(NARROW);
        }
        written.push(digit);
    }
    if let Some(places) = places {
        written.push(',');
        written.push_str(places);
    }
    written
}

//! How values are written out.

use chrono::{DateTime, NaiveDate};
use domain::vocabulary::MoneyError;
use rust_decimal::Decimal;

use super::written::{amount, long_date, moment, quantity, short_date};
use super::{InvoiceView, ReconciliationView};
use crate::samples;

fn spaced(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

#[test]
fn amounts_have_two_places_and_groups_of_three() {
    for (number, written) in [
        ("0", "0,00"),
        ("-0.001", "0,00"),
        ("999.995", "1 000,00"),
        ("1234567.8", "1 234 567,80"),
        ("-1234.5", "−1 234,50"),
    ] {
        assert_eq!(spaced(&amount(number.parse().unwrap())), written);
    }
}

#[test]
fn quantities_have_the_places_that_they_need() {
    for (number, written) in
        [("2.000", "2"), ("0.125", "0,125"), ("1500.50", "1 500,5"), ("1000000", "1 000 000")]
    {
        assert_eq!(spaced(&quantity(number.parse().unwrap())), written);
    }
}

#[test]
fn dates_and_moments_are_written_as_in_russia() {
    let day = NaiveDate::from_ymd_opt(2026, 5, 9).unwrap();
    assert_eq!(short_date(day), "09.05.2026");
    assert_eq!(spaced(&long_date(day)), "9 мая 2026 г.");
    let at = DateTime::parse_from_rfc3339("2026-05-09T08:07:59+10:00").unwrap();
    assert_eq!(moment(at), "09.05.2026 08:07 (UTC+10:00)");
}

#[test]
fn amounts_that_no_number_holds_are_refused() {
    let mut form = samples::statement(2);
    form.rows.iter_mut().for_each(|row| row.debit = Decimal::MAX);
    assert_eq!(ReconciliationView::of(&form).err(), Some(MoneyError::TooLarge));
    let mut form = samples::invoice(2);
    form.lines.iter_mut().for_each(|line| line.total = Decimal::MAX);
    assert_eq!(InvoiceView::of(&form).err(), Some(MoneyError::TooLarge));
}

#[test]
fn a_correction_in_red_keeps_its_side() {
    let mut form = samples::statement(1);
    form.rows[0].debit = Decimal::new(-50_00, 2);
    let view = serde_json::to_value(ReconciliationView::of(&form).unwrap()).unwrap();
    assert_eq!(view["rows"][0]["debit"], "−50,00");
    assert_eq!(view["rows"][0]["credit"], "");
    assert_eq!(view["turnover"]["debit"], "−50,00");
    assert_eq!(spaced(view["closing"]["debit"].as_str().unwrap()), "1 249 950,50");
}

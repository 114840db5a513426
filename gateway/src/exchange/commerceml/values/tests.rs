//! Single values in the spellings of real bases.

use super::*;

fn number(text: &str) -> Decimal {
    decimal(text).unwrap()
}

#[test]
fn numbers_may_have_dots_commas_and_blanks_of_any_width() {
    assert_eq!(number("21,6"), Decimal::new(216, 1));
    assert_eq!(number("-999\u{a0}999 999,9"), Decimal::new(-9_999_999_999, 1));
    assert_eq!(number("1\u{202f}234.50"), Decimal::new(123_450, 2));
    assert_eq!(number("1,234.50"), Decimal::new(123_450, 2));
    assert_eq!(number("1.234,50"), Decimal::new(123_450, 2));
    for wrong in ["", "1.2.3", "1e5", "12 руб", "--1", "nan"] {
        assert_eq!(decimal(wrong), None, "{wrong}");
    }
}

#[test]
fn rates_of_vat_are_understood_in_the_words_of_1c() {
    let rate = |percent| Some(VatRate::of_percent(percent).unwrap());
    for (words, expected) in [
        ("22", rate(22)),
        ("20", rate(20)),
        ("20%", rate(20)),
        ("НДС20", rate(20)),
        ("НДС 22 %", rate(22)),
        ("20/120", rate(20)),
        ("НДС10_110", rate(10)),
        ("7,00", rate(7)),
        ("0", rate(0)),
        ("Без налога", Some(VatRate::WITHOUT)),
        ("БезНДС", Some(VatRate::WITHOUT)),
        ("Без НДС", Some(VatRate::WITHOUT)),
        ("13", None),
        ("20.5", None),
        ("", None),
    ] {
        assert_eq!(vat_rate(words), expected, "{words}");
    }
}

#[test]
fn currencies_are_understood_by_letters_digits_and_habit() {
    for ruble in ["RUB", "руб", "руб.", "RUR", "643", "Руб"] {
        assert_eq!(currency(Some(ruble)), Ok(Some(Currency::RUB)), "{ruble}");
    }
    assert_eq!(currency(Some("usd")).unwrap().unwrap().code(), "USD");
    assert_eq!(currency(None), Ok(None));
    assert_eq!(currency(Some("тугрик")), Err(Reason::UnknownCurrency));
}

#[test]
fn codes_of_units_lose_blanks_and_regain_zeros() {
    assert_eq!(unit_code("796 ").as_deref(), Some("796"));
    assert_eq!(unit_code("6").as_deref(), Some("006"));
    assert_eq!(unit_code("шт"), None);
}

#[test]
fn booleans_are_understood_in_each_spelling() {
    assert_eq!(flag("Да"), Some(true));
    assert_eq!(flag("1"), Some(true));
    assert_eq!(flag(" false "), Some(false));
    assert_eq!(flag("Нет"), Some(false));
    assert_eq!(flag("T"), None);
}

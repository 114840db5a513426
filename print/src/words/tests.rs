//! The words are checked against known documents, and read back by a reader that shares
//! nothing with the writer.

use std::collections::HashMap;

use domain::vocabulary::{Currency, Money};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::amount_in_words;

fn rubles(text: &str) -> String {
    amount_in_words(Money::new(text.parse().unwrap(), Currency::RUB))
}

#[test]
fn amounts_read_as_documents_write_them() {
    for (amount, words) in [
        ("0", "Ноль рублей 00 копеек"),
        ("0.01", "Ноль рублей 01 копейка"),
        ("1.01", "Один рубль 01 копейка"),
        ("2.02", "Два рубля 02 копейки"),
        ("5.05", "Пять рублей 05 копеек"),
        ("10", "Десять рублей 00 копеек"),
        ("11.11", "Одиннадцать рублей 11 копеек"),
        ("14.14", "Четырнадцать рублей 14 копеек"),
        ("21.21", "Двадцать один рубль 21 копейка"),
        ("22.22", "Двадцать два рубля 22 копейки"),
        ("100", "Сто рублей 00 копеек"),
        ("111.99", "Сто одиннадцать рублей 99 копеек"),
        ("1000", "Одна тысяча рублей 00 копеек"),
        ("1001", "Одна тысяча один рубль 00 копеек"),
        ("2001", "Две тысячи один рубль 00 копеек"),
        ("5000", "Пять тысяч рублей 00 копеек"),
        ("11000", "Одиннадцать тысяч рублей 00 копеек"),
        ("12014.14", "Двенадцать тысяч четырнадцать рублей 14 копеек"),
        ("21000", "Двадцать одна тысяча рублей 00 копеек"),
        ("22000", "Двадцать две тысячи рублей 00 копеек"),
        ("111111.11", "Сто одиннадцать тысяч сто одиннадцать рублей 11 копеек"),
        ("1000000", "Один миллион рублей 00 копеек"),
        ("1002022.22", "Один миллион две тысячи двадцать два рубля 22 копейки"),
        ("2000000000", "Два миллиарда рублей 00 копеек"),
        ("5000000000000", "Пять триллионов рублей 00 копеек"),
    ] {
        assert_eq!(rubles(amount), words, "{amount}");
    }
}

#[test]
fn a_fraction_of_a_kopeck_is_rounded_and_may_carry() {
    assert_eq!(rubles("0.994"), "Ноль рублей 99 копеек");
    assert_eq!(rubles("0.995"), "Один рубль 00 копеек");
    assert_eq!(rubles("999999.999"), "Один миллион рублей 00 копеек");
}

#[test]
fn an_amount_below_zero_says_minus_and_a_negative_zero_does_not() {
    assert_eq!(rubles("-21.02"), "Минус двадцать один рубль 02 копейки");
    assert_eq!(rubles("-0.001"), "Ноль рублей 00 копеек");
}

#[test]
fn another_currency_stands_by_its_code() {
    let dollars = Money::new("123.45".parse().unwrap(), "USD".parse().unwrap());
    assert_eq!(amount_in_words(dollars), "Сто двадцать три 45/100 USD");
}

#[test]
fn the_largest_decimal_has_words() {
    let words = amount_in_words(Money::new(Decimal::MAX, Currency::RUB));
    assert!(
        words.starts_with("Семьдесят девять октиллионов двести двадцать восемь септиллионов "),
        "{words}"
    );
    assert_eq!(read(&words), Some((Decimal::MAX.mantissa().unsigned_abs(), 0)));
}

/// Which of the three forms a number asks for, told by the school's rule.
fn form_after(number: u128) -> usize {
    let text = format!("{number:02}");
    if text.ends_with('1') && !text.ends_with("11") {
        0
    } else if ["2", "3", "4"].iter().any(|it| text.ends_with(it))
        && !["12", "13", "14"].iter().any(|it| text.ends_with(it))
    {
        1
    } else {
        2
    }
}

/// Reads an amount in words back: rubles and kopecks.
fn read(words: &str) -> Option<(u128, u128)> {
    let lower = words.to_lowercase();
    let mut parts: Vec<&str> = lower.split(' ').collect();
    let kopeck = parts.pop()?;
    let kopecks: u128 = parts.pop()?.parse().ok()?;
    let ruble = parts.pop()?;
    let values = values();
    let (mut sum, mut group, mut gender) = (0, 0, "m");
    for part in parts {
        if let Some((power, form, of)) = scale(part) {
            (form == form_after(group) && (gender == of || gender == "any")).then_some(())?;
            sum += group * 1000_u128.pow(power);
            (group, gender) = (0, "any");
            continue;
        }
        group += *values.get(part)?;
        gender = match part {
            "одна" | "две" => "f",
            "один" | "два" => "m",
            _ => "any",
        };
    }
    sum += group;
    (gender != "f").then_some(())?;
    (["рубль", "рубля", "рублей"][form_after(sum)] == ruble).then_some(())?;
    (["копейка", "копейки", "копеек"][form_after(kopecks)] == kopeck).then_some(())?;
    Some((sum, kopecks))
}

/// A name of a power of a thousand: the power, which form of the word it is, its gender.
fn scale(word: &str) -> Option<(u32, usize, &'static str)> {
    if let Some(form) = ["тысяча", "тысячи", "тысяч"].iter().position(|it| *it == word) {
        return Some((1, form, "f"));
    }
    let stems = ["милли", "миллиард", "трилли", "квадрилли", "квинтилли", "сексти", "септи", "окти"];
    stems.iter().enumerate().find_map(|(place, stem)| {
        let stem = match *stem {
            "миллиард" => "миллиард".to_owned(),
            short if short.ends_with("лли") => format!("{short}он"),
            short => format!("{short}ллион"),
        };
        let form = ["", "а", "ов"].iter().position(|end| format!("{stem}{end}") == word)?;
        Some((u32::try_from(place).unwrap() + 2, form, "m"))
    })
}

fn values() -> HashMap<&'static str, u128> {
    let list = "ноль=0 один=1 одна=1 два=2 две=2 три=3 четыре=4 пять=5 шесть=6 семь=7 восемь=8 девять=9 \
        десять=10 одиннадцать=11 двенадцать=12 тринадцать=13 четырнадцать=14 пятнадцать=15 шестнадцать=16 \
        семнадцать=17 восемнадцать=18 девятнадцать=19 двадцать=20 тридцать=30 сорок=40 пятьдесят=50 \
        шестьдесят=60 семьдесят=70 восемьдесят=80 девяносто=90 сто=100 двести=200 триста=300 четыреста=400 \
        пятьсот=500 шестьсот=600 семьсот=700 восемьсот=800 девятьсот=900";
    list.split_whitespace()
        .map(|it| it.split_once('=').unwrap())
        .map(|(word, value)| (word, value.parse().unwrap()))
        .collect()
}

#[test]
fn every_amount_up_to_ten_thousand_reads_back() {
    for number in 0..=10_000_u128 {
        let words = rubles(&format!("{number}.{:02}", number % 100));
        assert_eq!(read(&words), Some((number, number % 100)), "{words}");
    }
}

proptest! {
    #[test]
    fn any_amount_reads_back(
        groups in prop::collection::vec(prop_oneof![Just(0_u128), 1..5_u128, 9..25_u128, 0..1000_u128], 1..9),
        kopecks in 0..100_u128,
    ) {
        let whole = groups.iter().fold(0, |number, group| number * 1000 + group);
        let words = rubles(&format!("{whole}.{kopecks:02}"));
        prop_assert_eq!(read(&words), Some((whole, kopecks)), "{}", words);
        prop_assert!(words.chars().next().is_some_and(char::is_uppercase));
    }
}

//! Amounts of money in Russian words, as primary documents write them.

mod numeral;
#[cfg(test)]
mod tests;

use domain::vocabulary::{Currency, Money, to_hundredths};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use numeral::{Gender, agreed, in_words};

/// An amount in words with a capital first letter: rubles in words and kopecks in two
/// digits («Одна тысяча рублей 00 копеек»), which is how 1C writes them.
///
/// Another currency stands by its code and its hundredths as a fraction («Сто 45/100 USD»):
/// how the coins of the world are declined in Russian is nothing that a code tells.
pub fn amount_in_words(money: Money) -> String {
    let rounded = to_hundredths(money.amount);
    let whole = rounded.abs().trunc().to_u128().unwrap_or_default();
    let hundredths =
        ((rounded.abs() - rounded.abs().trunc()) * Decimal::ONE_HUNDRED).to_u128().unwrap_or_default();
    let number = in_words(whole, Gender::Masculine);
    let text = if money.currency == Currency::RUB {
        let rubles = agreed(whole, ["рубль", "рубля", "рублей"]);
        let kopecks = agreed(hundredths, ["копейка", "копейки", "копеек"]);
        format!("{number} {rubles} {hundredths:02} {kopecks}")
    } else {
        format!("{number} {hundredths:02}/100 {}", money.currency)
    };
    let below_zero = rounded.is_sign_negative() && !rounded.is_zero();
    capitalized(&if below_zero { format!("минус {text}") } else { text })
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

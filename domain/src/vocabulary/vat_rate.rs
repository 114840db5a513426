//! Rates of the Russian value added tax.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A rate of VAT: a whole number of percent, or goods sold without VAT.
///
/// The rate is a fact of a line and never a constant of the code: the base rate is
/// 22 % since 2026-01-01 (law 425-ФЗ of 2025-11-28), was 20 % before and 18 % until
/// 2018; 10 % is the reduced rate (Tax Code, art. 164), 5 % and 7 % belong to the
/// simplified system since 2025. Zero percent is a rate, "without VAT" is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VatRate(Option<u8>);

impl VatRate {
    /// The goods are sold without VAT.
    pub const WITHOUT: Self = Self(None);
    /// The rates in percent that the law knows or knew, the current base rate first.
    pub const KNOWN: [u8; 7] = [22, 20, 18, 10, 7, 5, 0];

    /// The rate of so many percent, if there is or was such a rate.
    pub fn of_percent(percent: u8) -> Result<Self, UnknownVatRate> {
        if Self::KNOWN.contains(&percent) {
            Ok(Self(Some(percent)))
        } else {
            Err(UnknownVatRate(percent.to_string()))
        }
    }

    /// The percent; nothing when the goods are sold without VAT.
    pub const fn percent(self) -> Option<u8> {
        self.0
    }

    /// How many hundredths of the net amount the tax is; zero without VAT.
    pub fn hundredths(self) -> Decimal {
        Decimal::from(self.0.unwrap_or(0))
    }

    /// The rate in Russian, as documents print it.
    pub fn in_russian(self) -> String {
        self.0.map_or_else(|| "без НДС".to_owned(), |percent| format!("{percent} %"))
    }

    /// The rate in English.
    pub fn in_english(self) -> String {
        self.0.map_or_else(|| "no VAT".to_owned(), |percent| format!("{percent}%"))
    }
}

/// The text or number is no rate of VAT.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a rate of VAT")]
pub struct UnknownVatRate(String);

impl FromStr for VatRate {
    type Err = UnknownVatRate;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "none" {
            return Ok(Self::WITHOUT);
        }
        text.parse()
            .ok()
            .and_then(|percent| Self::of_percent(percent).ok())
            .ok_or_else(|| UnknownVatRate(text.to_owned()))
    }
}

impl TryFrom<String> for VatRate {
    type Error = UnknownVatRate;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<VatRate> for String {
    fn from(rate: VatRate) -> Self {
        rate.to_string()
    }
}

/// The stable form, for storage and the wire: `22`, `0`, `none`.
impl fmt::Display for VatRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(percent) => percent.fmt(f),
            None => f.write_str("none"),
        }
    }
}

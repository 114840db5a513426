//! How much of something: a positive decimal number of units.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;

/// A quantity of goods in their unit: above zero, at most three decimal places
/// (grams of a kilogram, as 1C keeps quantities), at most [`Quantity::MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Decimal", into = "Decimal")]
pub struct Quantity(Decimal);

impl Quantity {
    /// The largest quantity: a million units.
    pub const MAX: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);
    /// The most decimal places that a quantity has.
    pub const PLACES: u32 = 3;
    /// One unit.
    pub const ONE: Self = Self(Decimal::ONE);

    /// The quantity, if the number is one.
    pub fn new(number: Decimal) -> Result<Self, QuantityError> {
        let number = number.normalize();
        if number <= Decimal::ZERO {
            Err(QuantityError::NotPositive)
        } else if number > Self::MAX {
            Err(QuantityError::TooLarge)
        } else if number.scale() > Self::PLACES {
            Err(QuantityError::TooFine)
        } else {
            Ok(Self(number))
        }
    }

    /// The bare number, without trailing zeros.
    pub const fn number(self) -> Decimal {
        self.0
    }
}

/// Why a number is not a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuantityError {
    /// Zero or less.
    #[error("a quantity must be above zero")]
    NotPositive,
    /// Above [`Quantity::MAX`].
    #[error("a quantity must not be above {}", Quantity::MAX)]
    TooLarge,
    /// More decimal places than [`Quantity::PLACES`].
    #[error("a quantity must not have more than {} decimal places", Quantity::PLACES)]
    TooFine,
    /// Not a decimal number at all.
    #[error("this is not a decimal number")]
    NotANumber,
}

impl Refusal for QuantityError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotPositive => "QUANTITY_NOT_POSITIVE",
            Self::TooLarge => "QUANTITY_TOO_LARGE",
            Self::TooFine => "QUANTITY_TOO_FINE",
            Self::NotANumber => "QUANTITY_NOT_A_NUMBER",
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::NotPositive => "Количество должно быть больше нуля.".to_owned(),
            Self::TooLarge => format!("Количество не может быть больше {}.", Quantity::MAX),
            Self::TooFine => format!("В количестве не больше {} знаков после запятой.", Quantity::PLACES),
            Self::NotANumber => "Количество должно быть числом.".to_owned(),
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some("quantity")
    }
}

impl TryFrom<Decimal> for Quantity {
    type Error = QuantityError;

    fn try_from(number: Decimal) -> Result<Self, Self::Error> {
        Self::new(number)
    }
}

impl From<Quantity> for Decimal {
    fn from(quantity: Quantity) -> Self {
        quantity.0
    }
}

impl FromStr for Quantity {
    type Err = QuantityError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::new(text.parse().map_err(|_| QuantityError::NotANumber)?)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

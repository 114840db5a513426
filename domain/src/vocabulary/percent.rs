//! A share in percent.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A share between nothing and the whole: 0 to 100 percent, at most two decimal places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Decimal", into = "Decimal")]
pub struct Percent(Decimal);

impl Percent {
    /// Nothing.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// The share, if the number is one.
    pub fn new(number: Decimal) -> Result<Self, NotAPercent> {
        let normal = number.normalize();
        if normal >= Decimal::ZERO && normal <= Decimal::ONE_HUNDRED && normal.scale() <= 2 {
            Ok(Self(normal))
        } else {
            Err(NotAPercent(number))
        }
    }

    /// The bare number, without trailing zeros.
    pub const fn number(self) -> Decimal {
        self.0
    }

    /// What is left of the whole, in percent.
    pub fn rest(self) -> Decimal {
        Decimal::ONE_HUNDRED - self.0
    }
}

/// The number is no share in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not a percentage between 0 and 100 with at most two decimal places")]
pub struct NotAPercent(Decimal);

impl TryFrom<Decimal> for Percent {
    type Error = NotAPercent;

    fn try_from(number: Decimal) -> Result<Self, Self::Error> {
        Self::new(number)
    }
}

impl From<Percent> for Decimal {
    fn from(percent: Percent) -> Self {
        percent.0
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", self.0)
    }
}

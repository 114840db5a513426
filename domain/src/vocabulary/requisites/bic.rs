//! The code of a Russian bank.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{RequisiteError, checked_text, digits};

/// БИК: the 9 digits that name a bank in the payment system of the Bank of Russia.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Bic(String);

checked_text!(Bic, RequisiteError);

impl FromStr for Bic {
    type Err = RequisiteError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        digits::<9>(text).map(|_| Self(text.to_owned())).ok_or(RequisiteError::BicShape)
    }
}

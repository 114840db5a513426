//! The reason of a company's registration with a tax office.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{RequisiteError, checked_text};

/// КПП: 9 characters, `NNNNPPXXX`; `PP` may hold Latin capitals. It has no check digit.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Kpp(String);

checked_text!(Kpp, RequisiteError);

impl FromStr for Kpp {
    type Err = RequisiteError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = |(place, byte): (usize, u8)| {
            byte.is_ascii_digit() || (matches!(place, 4 | 5) && byte.is_ascii_uppercase())
        };
        if text.len() == 9 && text.bytes().enumerate().all(fits) {
            return Ok(Self(text.to_owned()));
        }
        Err(RequisiteError::KppShape)
    }
}

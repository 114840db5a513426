//! The taxpayer's number.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{RequisiteError, checked_text, digits};

/// ИНН: the number of a Russian taxpayer, 10 digits for a company and 12 for a person,
/// with check digits as the order of the Federal Tax Service ММВ-7-6/435@ of 29.06.2012 has them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Inn(String);

checked_text!(Inn, RequisiteError);

impl Inn {
    /// Whether it is the number of a company and not of a person.
    pub fn is_of_company(&self) -> bool {
        self.0.len() == 10
    }
}

impl FromStr for Inn {
    type Err = RequisiteError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let agrees = match text.len() {
            10 => company(&digits(text).ok_or(RequisiteError::InnShape)?),
            12 => person(&digits(text).ok_or(RequisiteError::InnShape)?),
            _ => return Err(RequisiteError::InnShape),
        };
        let zeros = text.bytes().all(|digit| digit == b'0');
        if agrees && !zeros { Ok(Self(text.to_owned())) } else { Err(RequisiteError::InnCheckDigits) }
    }
}

const WEIGHTS: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

fn company(digits: &[u32; 10]) -> bool {
    check_digit(&digits[..9]) == digits[9]
}

fn person(digits: &[u32; 12]) -> bool {
    check_digit(&digits[..10]) == digits[10] && check_digit(&digits[..11]) == digits[11]
}

/// The weights of a shorter number are the last ones of the longest.
fn check_digit(digits: &[u32]) -> u32 {
    let weights = &WEIGHTS[WEIGHTS.len() - digits.len()..];
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum::<u32>() % 11 % 10
}

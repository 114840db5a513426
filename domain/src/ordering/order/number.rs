//! The number of an order.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The number that people and 1C know an order by: 1 to 11 digits, Latin letters or hyphens.
///
/// 1C finds an order of a site again by its number cut to eleven characters and its date.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrderNumber(String);

impl OrderNumber {
    /// The most characters that 1C keeps of a number.
    pub const MAX_CHARACTERS: usize = 11;

    /// The number as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The text is no number of an order.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not an order number: 1 to 11 digits, Latin letters or hyphens")]
pub struct NotAnOrderNumber(String);

impl FromStr for OrderNumber {
    type Err = NotAnOrderNumber;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = (1..=Self::MAX_CHARACTERS).contains(&text.len());
        if fits && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAnOrderNumber(text.to_owned()))
        }
    }
}

impl TryFrom<String> for OrderNumber {
    type Error = NotAnOrderNumber;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<OrderNumber> for String {
    fn from(number: OrderNumber) -> Self {
        number.0
    }
}

impl fmt::Display for OrderNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

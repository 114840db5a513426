//! The name of a 1C base that exchanges data with us.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;

/// The longest name.
const MOST_CHARACTERS: usize = 40;

/// The name of a base of 1C: lower-case Latin letters, digits and hyphens, from 1 to 40.
///
/// Ids of 1C are unique within a base only, so everything that comes from one carries its name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BaseName(String);

impl BaseName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The text cannot name a base of 1C.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a base of 1C is named by 1 to {MOST_CHARACTERS} lower-case Latin letters, digits and hyphens")]
pub struct NotABaseName;

impl Refusal for NotABaseName {
    fn code(&self) -> &'static str {
        "EXCHANGE_BASE_NAME_INVALID"
    }

    fn in_russian(&self) -> String {
        format!("Имя базы 1С — от 1 до {MOST_CHARACTERS} строчных латинских букв, цифр и дефисов.")
    }
}

impl FromStr for BaseName {
    type Err = NotABaseName;

    fn from_str(text: &str) -> Result<Self, NotABaseName> {
        let fits = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'-';
        let named = (1..=MOST_CHARACTERS).contains(&text.len()) && text.as_bytes().iter().all(fits);
        if named { Ok(Self(text.to_owned())) } else { Err(NotABaseName) }
    }
}

impl TryFrom<String> for BaseName {
    type Error = NotABaseName;

    fn try_from(text: String) -> Result<Self, NotABaseName> {
        text.parse()
    }
}

impl From<BaseName> for String {
    fn from(name: BaseName) -> Self {
        name.0
    }
}

impl fmt::Display for BaseName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

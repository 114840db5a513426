//! What exactly was approved.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::requisites::checked_text;

/// The revision of a document's content: `SHA-256` in 64 lower-case hexadecimal digits.
///
/// A decision names the revision that it was made on; a changed content has another one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Revision(String);

checked_text!(Revision, NotARevision);

impl Revision {
    /// The revision of a content in its canonical bytes.
    pub fn of(content: &[u8]) -> Self {
        Self(format!("{:x}", Sha256::digest(content)))
    }
}

/// The text is not a revision.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a revision: 64 lower-case hexadecimal digits")]
pub struct NotARevision(String);

impl FromStr for Revision {
    type Err = NotARevision;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() == 64 && text.bytes().all(is_digit) {
            return Ok(Self(text.to_owned()));
        }
        Err(NotARevision(text.to_owned()))
    }
}

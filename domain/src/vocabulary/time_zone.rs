//! Where the day of an organization begins.

use std::str::FromStr;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::requisites::checked_text;

/// A time zone by its name in the IANA database (`Europe/Moscow`, `Asia/Yekaterinburg`).
///
/// Only the shape is checked here: the database of zones changes several times a year, and
/// what was written once must stay readable. Whoever sets one asks whether it is known.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeZone(String);

checked_text!(TimeZone, NotATimeZone);

impl TimeZone {
    /// Moscow, where most customers are.
    pub fn moscow() -> Self {
        Self("Europe/Moscow".to_owned())
    }

    /// The rules of the zone, if this version of the service knows it.
    pub fn known(&self) -> Option<Tz> {
        self.0.parse().ok()
    }

    /// The rules of the zone. One that this version does not know is taken for UTC: it was
    /// known when it was set, and a clock that is some hours off is better than none.
    pub fn tz(&self) -> Tz {
        self.known().unwrap_or(Tz::UTC)
    }
}

/// The text names no time zone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a name of a time zone such as Europe/Moscow")]
pub struct NotATimeZone(String);

impl FromStr for TimeZone {
    type Err = NotATimeZone;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_name = |part: &str| {
            !part.is_empty()
                && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_+-".contains(&byte))
        };
        if text.len() <= 64 && text.split('/').all(is_name) {
            return Ok(Self(text.to_owned()));
        }
        Err(NotATimeZone(text.to_owned()))
    }
}

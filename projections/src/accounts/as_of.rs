//! The two axes of time on which the ledger can be asked.

use chrono::{DateTime, NaiveDate, Utc};

/// As of which accounting day, and as known when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AsOf {
    /// Only what is dated up to this day; nothing is no bound.
    pub day: Option<NaiveDate>,
    /// Only what had come before this moment was over, as it was then; nothing is what is known now.
    pub known: Option<DateTime<Utc>>,
}

impl AsOf {
    /// Whether it asks for everything that counts now.
    pub const fn is_now(&self) -> bool {
        self.day.is_none() && self.known.is_none()
    }
}

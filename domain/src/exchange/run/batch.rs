//! What became of the documents of a batch.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};

/// What became of one document that 1C sent.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum DocumentOutcome {
    /// It was not known and is kept from now on.
    Posted,
    /// It took the place of an earlier version.
    Replaced,
    /// It does not count any more.
    Reversed,
    /// This version of it is known.
    Unchanged,
    /// A later version of it is known.
    Outdated,
    /// It was not taken in, for a reason.
    Refused,
}

/// How many documents came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchCounts {
    /// Those that were not known.
    pub posted: u64,
    /// Those that took the place of an earlier version.
    pub replaced: u64,
    /// Those that do not count any more.
    pub reversed: u64,
    /// Those that were known in this version.
    pub unchanged: u64,
    /// Those that were known in a later version.
    pub outdated: u64,
    /// Those that were not taken in.
    pub refused: u64,
}

impl BatchCounts {
    /// Counts one document.
    pub const fn note(&mut self, outcome: DocumentOutcome) {
        let count = match outcome {
            DocumentOutcome::Posted => &mut self.posted,
            DocumentOutcome::Replaced => &mut self.replaced,
            DocumentOutcome::Reversed => &mut self.reversed,
            DocumentOutcome::Unchanged => &mut self.unchanged,
            DocumentOutcome::Outdated => &mut self.outdated,
            DocumentOutcome::Refused => &mut self.refused,
        };
        *count += 1;
    }

    /// The counts of both.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            posted: self.posted + other.posted,
            replaced: self.replaced + other.replaced,
            reversed: self.reversed + other.reversed,
            unchanged: self.unchanged + other.unchanged,
            outdated: self.outdated + other.outdated,
            refused: self.refused + other.refused,
        }
    }

    /// All documents.
    pub const fn documents(self) -> u64 {
        self.posted + self.replaced + self.reversed + self.unchanged + self.outdated + self.refused
    }
}

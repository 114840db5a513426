//! What a read model says, and how far it had come when it said so.

use super::Position;

/// A fact that only a read model has. Whoever asks decides what an unknown one means; for an
/// approval policy it means that the rule matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known<T> {
    /// The read model had passed the position that was asked for.
    Read {
        /// What it says.
        value: T,
        /// How far it had come: it says nothing about later events.
        as_of: Position,
    },
    /// It could not be asked, or had not come so far in time.
    Unknown,
}

impl<T> Known<T> {
    /// The value; nothing when it is unknown.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Read { value, .. } => Some(value),
            Self::Unknown => None,
        }
    }

    /// How far the read model had come; nothing when it is unknown.
    pub const fn as_of(&self) -> Option<Position> {
        match self {
            Self::Read { as_of, .. } => Some(*as_of),
            Self::Unknown => None,
        }
    }
}

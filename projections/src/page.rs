//! Pages of a list by keyset: where to go on is a row's key, not a count.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Where a page begins or ends: the key of a row, as the list that made it sorts.
///
/// Only the list that made it can read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(pub String);

/// Which page of a list is asked.
#[derive(Clone, Debug, Default)]
pub struct PageRequest {
    /// How many rows, at most 100.
    pub first: i64,
    /// Only rows after this one.
    pub after: Option<Cursor>,
    /// Only rows before this one.
    pub before: Option<Cursor>,
    /// The last rows of those, and not the first.
    pub from_end: bool,
}

/// Why a list was not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The database failed, or holds what cannot be read.
    #[error("the database failed: {0}")]
    Database(sqlx::Error),
    /// What was asked for contains what the database cannot hold: the character U+0000, or a
    /// moment outside of its calendar.
    #[error("what was asked for cannot be in the database")]
    Unstorable,
    /// The cursor was made by another list or by another sorting, or by nobody.
    #[error("this cursor does not belong to this list")]
    ForeignCursor,
}

impl From<sqlx::Error> for ReadError {
    fn from(error: sqlx::Error) -> Self {
        // character_not_in_repertoire and datetime_field_overflow: only what people gave, as
        // what is stored got in.
        let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
        match code.as_deref() {
            Some("22021" | "22008") => Self::Unstorable,
            _ => Self::Database(error),
        }
    }
}

impl Cursor {
    /// The cursor for a key.
    pub(crate) fn of(key: &impl Serialize) -> Self {
        // Keys are tuples of texts and numbers, which always have a JSON form.
        Self(serde_json::to_string(key).unwrap_or_default())
    }

    /// The key that the cursor was made for.
    pub(crate) fn key<K: DeserializeOwned>(&self) -> Result<K, ReadError> {
        serde_json::from_str(&self.0).map_err(|_| ReadError::ForeignCursor)
    }
}

impl PageRequest {
    /// The most rows of a page.
    pub const MOST: i64 = 100;

    /// The first rows of a list.
    pub const fn first(rows: i64) -> Self {
        Self { first: rows, after: None, before: None, from_end: false }
    }

    /// The rows after one.
    pub const fn after(rows: i64, cursor: Cursor) -> Self {
        Self { first: rows, after: Some(cursor), before: None, from_end: false }
    }

    /// One row more than asked: whether it is there says whether there is another page.
    pub fn limit(&self) -> i64 {
        self.first.clamp(0, Self::MOST) + 1
    }
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct Slice<T> {
    /// The rows, in the order of the list.
    pub rows: Vec<T>,
    /// Whether there are more in the direction in which the page was read: behind them,
    /// or before them when the page was read from the end.
    pub has_more: bool,
}

impl<T> Slice<T> {
    /// No rows.
    pub const fn empty() -> Self {
        Self { rows: Vec::new(), has_more: false }
    }

    /// Cuts the row that was read only to see whether it is there, and turns a page that
    /// was read from the end.
    pub fn cut(mut rows: Vec<T>, request: &PageRequest) -> Self {
        let asked = usize::try_from(request.limit() - 1).unwrap_or_default();
        let has_more = rows.len() > asked;
        rows.truncate(asked);
        if request.from_end {
            rows.reverse();
        }
        Self { rows, has_more }
    }

    /// The page with its rows made into something else.
    pub fn try_map<U, E>(self, map: impl FnMut(T) -> Result<U, E>) -> Result<Slice<U>, E> {
        Ok(Slice { rows: self.rows.into_iter().map(map).collect::<Result<_, _>>()?, has_more: self.has_more })
    }
}

//! Pages of lists, as the Relay specification has them, over keysets.
//!
//! A cursor is the sort key of a row with its id, so a page is found by an index and
//! rows that come or go in between neither repeat nor hide others.

use async_graphql::connection::{Connection, CursorType, Edge};
use async_graphql::{ObjectType, OutputType, Result};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use projections::{Cursor, PageRequest, Slice};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::errors::ErrorCode;

/// The most rows of a page.
pub const LARGEST_PAGE: usize = 100;
/// The rows of a page when the client does not say.
pub const USUAL_PAGE: usize = 20;

/// The arguments of a connection, as the client gave them.
#[derive(Clone, Debug, Default)]
pub struct PageArguments {
    /// So many from the start, or after the cursor.
    pub first: Option<i32>,
    /// Only rows after this cursor.
    pub after: Option<String>,
    /// So many from the end, or before the cursor.
    pub last: Option<i32>,
    /// Only rows before this cursor.
    pub before: Option<String>,
}

/// A page to fetch. `K` is the sort key of a row, with its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<K> {
    /// Rows of the page. Fetch one more: it tells whether there is another page.
    pub size: usize,
    /// Only rows after this key.
    pub after: Option<K>,
    /// Only rows before this key.
    pub before: Option<K>,
    /// Fetch from the end, in reversed order.
    pub is_backward: bool,
}

impl<K: Serialize + DeserializeOwned> Page<K> {
    /// Checks the arguments.
    pub fn of(arguments: &PageArguments) -> Result<Self> {
        let size = match (arguments.first, arguments.last) {
            (Some(_), Some(_)) => {
                return Err(ErrorCode::BadUserInput.because("Give either first or last."));
            }
            (size, None) | (None, size) => size.map_or(Ok(USUAL_PAGE), page_size)?,
        };
        Ok(Self {
            size,
            after: key(arguments.after.as_deref())?,
            before: key(arguments.before.as_deref())?,
            is_backward: arguments.last.is_some(),
        })
    }

    /// How many rows to fetch.
    pub fn limit(&self) -> i64 {
        i64::try_from(self.size + 1).unwrap_or(i64::MAX)
    }

    /// The page made of rows that were fetched in its direction, up to its limit.
    pub fn connect<N, F>(&self, rows: Vec<(K, N)>, fields: F) -> Connection<Keyset<K>, N, F>
    where
        K: Send + Sync,
        N: OutputType,
        F: ObjectType,
    {
        let has_more = rows.len() > self.size;
        let mut edges: Vec<_> =
            rows.into_iter().take(self.size).map(|(key, node)| Edge::new(Keyset(key), node)).collect();
        let (has_previous, has_next) = if self.is_backward {
            edges.reverse();
            (has_more, self.before.is_some())
        } else {
            (self.after.is_some(), has_more)
        };
        let mut connection = Connection::with_additional_fields(has_previous, has_next, fields);
        connection.edges = edges;
        connection
    }
}

impl Page<Cursor> {
    /// The page as the read models take it.
    pub fn request(&self) -> PageRequest {
        PageRequest {
            first: i64::try_from(self.size).unwrap_or(PageRequest::MOST),
            after: self.after.clone(),
            before: self.before.clone(),
            from_end: self.is_backward,
        }
    }

    /// The page made of what a read model gave for [`Self::request`].
    pub fn connect_slice<R, N, F>(
        &self,
        slice: Slice<R>,
        node: impl Fn(R) -> (Cursor, N),
        fields: F,
    ) -> Connection<Keyset<Cursor>, N, F>
    where
        N: OutputType,
        F: ObjectType,
    {
        let (has_previous, has_next) = if self.is_backward {
            (slice.has_more, self.before.is_some())
        } else {
            (self.after.is_some(), slice.has_more)
        };
        let mut connection = Connection::with_additional_fields(has_previous, has_next, fields);
        let edge = |(cursor, node)| Edge::new(Keyset(cursor), node);
        connection.edges = slice.rows.into_iter().map(|row| edge(node(row))).collect();
        connection
    }
}

fn page_size(size: i32) -> Result<usize> {
    match usize::try_from(size) {
        Ok(size) if size <= LARGEST_PAGE => Ok(size),
        _ => Err(ErrorCode::BadUserInput.because(format!("A page has 0 to {LARGEST_PAGE} rows."))),
    }
}

fn key<K: Serialize + DeserializeOwned>(cursor: Option<&str>) -> Result<Option<K>> {
    cursor
        .map(|text| Keyset::decode_cursor(text).map(|Keyset(key)| key))
        .transpose()
        .map_err(|_| ErrorCode::BadUserInput.because("This is not a cursor of this list."))
}

/// A cursor: an opaque text around the key of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyset<K>(pub K);

/// The text is not a cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor")]
pub struct NotACursor;

impl<K: Serialize + DeserializeOwned> CursorType for Keyset<K> {
    type Error = NotACursor;

    fn decode_cursor(text: &str) -> std::result::Result<Self, NotACursor> {
        let json = BASE64_URL_SAFE_NO_PAD.decode(text).map_err(|_| NotACursor)?;
        serde_json::from_slice(&json).map(Self).map_err(|_| NotACursor)
    }

    fn encode_cursor(&self) -> String {
        let json = serde_json::to_vec(&self.0).expect("a key of numbers, times and texts is JSON");
        BASE64_URL_SAFE_NO_PAD.encode(json)
    }
}

#[cfg(test)]
mod tests;

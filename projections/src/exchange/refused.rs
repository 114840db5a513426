//! Which documents of a batch were refused, and why?

use chrono::{DateTime, Utc};
use domain::organizations::{Action, Extent};
use domain::vocabulary::BatchId;
use domain::vocabulary::ids::RefusedDocumentId;

use crate::page::{Cursor, PageRequest, ReadError, Slice};
use crate::scoped_read::ScopedRead;

/// A document that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedDocumentRow {
    /// The document, here.
    pub id: RefusedDocumentId,
    /// Its place in the batch, from 0.
    pub number: i64,
    /// Its kind, as far as it could be read.
    pub kind: Option<String>,
    /// Its id in 1C, as far as it could be read.
    pub document: Option<String>,
    /// It, as it arrived.
    pub body: String,
    /// The code of the reason.
    pub code: String,
    /// The reason in Russian.
    pub russian: String,
    /// The reason in English.
    pub english: String,
    /// The field that it is about.
    pub field: Option<String>,
    /// Whether it may be taken in later as it is.
    pub retry: bool,
    /// When it was refused first.
    pub refused_at: DateTime<Utc>,
    /// How often it was tried.
    pub tries: i32,
    /// When it was taken in after all.
    pub settled_at: Option<DateTime<Utc>>,
}

impl RefusedDocumentRow {
    /// Its place in the list of refused documents of a batch.
    pub fn cursor(&self) -> Cursor {
        Cursor::of(&self.number)
    }
}

/// A page of the refused documents of a batch, in the order in which they came.
pub async fn refused_documents(
    read: &mut ScopedRead,
    batch: BatchId,
    page: &PageRequest,
) -> Result<Slice<RefusedDocumentRow>, ReadError> {
    if read.scope().extent(Action::ReadExchange) == Extent::None {
        return Ok(Slice::empty());
    }
    let place = |cursor: Option<&Cursor>| cursor.map(Cursor::key::<i64>).transpose();
    let rows = sqlx::query!(
        "SELECT id, number, kind, document, body, code, russian, english, field, retry, refused_at,
                  tries, settled_at
             FROM exchange.refused
            WHERE batch = $1 AND ($2::bigint IS NULL OR number > $2) AND ($3::bigint IS NULL OR number < $3)
            ORDER BY CASE WHEN $4 THEN -number ELSE number END LIMIT $5",
        batch.uuid(),
        place(page.after.as_ref())?,
        place(page.before.as_ref())?,
        page.from_end,
        page.limit()
    )
    .fetch_all(read.connection())
    .await?;
    let rows = rows.into_iter().map(|row| RefusedDocumentRow {
        id: RefusedDocumentId(row.id),
        number: row.number,
        kind: row.kind,
        document: row.document,
        body: row.body,
        code: row.code,
        russian: row.russian,
        english: row.english,
        field: row.field,
        retry: row.retry,
        refused_at: row.refused_at,
        tries: row.tries,
        settled_at: row.settled_at,
    });
    Ok(Slice::cut(rows.collect(), page))
}

//! Which batches did 1C send, and what became of them?

use chrono::{DateTime, Utc};
use domain::exchange::run::BatchCounts;
use domain::organizations::{Action, Extent};
use domain::vocabulary::BatchId;
use uuid::Uuid;

use crate::page::{Cursor, PageRequest, ReadError, Slice};
use crate::scoped_read::ScopedRead;
use crate::stored::from_json;

/// A batch that 1C sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExchangeBatchRow {
    /// The batch.
    pub id: BatchId,
    /// The base that sent it.
    pub base: String,
    /// The id that 1C gave to it.
    pub key: String,
    /// Whether all of it was taken in; otherwise it is coming, or was cut off.
    pub completed: bool,
    /// How often it came.
    pub attempts: i32,
    /// When it began to come.
    pub began_at: DateTime<Utc>,
    /// When it was taken in.
    pub ended_at: Option<DateTime<Utc>>,
    /// The bytes of its documents.
    pub bytes: i64,
    /// What became of its documents, as it was answered.
    pub counts: BatchCounts,
    /// How many of them are refused still.
    pub waiting: i64,
}

impl ExchangeBatchRow {
    /// Its place in the list of batches.
    pub fn cursor(&self) -> Cursor {
        Cursor::of(&(self.began_at, self.id.uuid()))
    }
}

/// A page of the batches of all bases or of one, the latest first.
pub async fn exchange_batches(
    read: &mut ScopedRead,
    base: Option<&str>,
    page: &PageRequest,
) -> Result<Slice<ExchangeBatchRow>, ReadError> {
    Ok(Slice::cut(listed(read, base, None, page).await?, page))
}

/// A batch; nothing if there is none, or if it may not be seen.
pub async fn exchange_batch(
    read: &mut ScopedRead,
    id: BatchId,
) -> Result<Option<ExchangeBatchRow>, ReadError> {
    Ok(listed(read, None, Some(id), &PageRequest::first(1)).await?.pop())
}

async fn listed(
    read: &mut ScopedRead,
    base: Option<&str>,
    one: Option<BatchId>,
    page: &PageRequest,
) -> Result<Vec<ExchangeBatchRow>, ReadError> {
    if read.scope().extent(Action::ReadExchange) == Extent::None {
        return Ok(Vec::new());
    }
    let (after, after_id) = place(page.after.as_ref())?;
    let (before, before_id) = place(page.before.as_ref())?;
    let rows = sqlx::query!(
        r#"SELECT id, base, key, state, attempts, began_at, ended_at, bytes, counts,
                  (SELECT count(*) FROM exchange.refused
                    WHERE refused.batch = batches.id AND settled_at IS NULL) AS "waiting!"
             FROM exchange.batches
            WHERE ($1::text IS NULL OR base = $1) AND ($2::uuid IS NULL OR id = $2)
              AND ($3::timestamptz IS NULL OR (began_at, id) < ($3, $4::uuid))
              AND ($5::timestamptz IS NULL OR (began_at, id) > ($5, $6::uuid))
            ORDER BY CASE WHEN $7 THEN began_at END, CASE WHEN $7 THEN id END, began_at DESC, id DESC
            LIMIT $8"#,
        base,
        one.map(BatchId::uuid),
        after,
        after_id,
        before,
        before_id,
        page.from_end,
        page.limit()
    )
    .fetch_all(read.connection())
    .await?;
    let mut batches = Vec::with_capacity(rows.len());
    for row in rows {
        batches.push(ExchangeBatchRow {
            id: BatchId(row.id),
            base: row.base,
            key: row.key,
            completed: row.state == "completed",
            attempts: row.attempts,
            began_at: row.began_at,
            ended_at: row.ended_at,
            bytes: row.bytes,
            counts: from_json(row.counts)?,
            waiting: row.waiting,
        });
    }
    Ok(batches)
}

fn place(cursor: Option<&Cursor>) -> Result<(Option<DateTime<Utc>>, Option<Uuid>), ReadError> {
    Ok(cursor.map(Cursor::key::<(DateTime<Utc>, Uuid)>).transpose()?.unzip())
}

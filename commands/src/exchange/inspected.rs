//! What an operator looks at on the console: batches, and what of them was refused.

use chrono::{DateTime, Utc};
use domain::exchange::BaseName;
use domain::exchange::run::BatchCounts;
use domain::vocabulary::BatchId;
use sqlx::PgPool;
use uuid::Uuid;

use super::packed::unpack;
use crate::journal::StoreError;

/// A batch.
#[derive(Clone, Debug)]
pub struct InspectedBatch {
    /// The batch.
    pub id: BatchId,
    /// The base that sent it.
    pub base: String,
    /// The id that 1C gave to it.
    pub key: String,
    /// Whether all of it was taken in.
    pub is_completed: bool,
    /// When it began to come.
    pub began_at: DateTime<Utc>,
    /// When it was taken in.
    pub ended_at: Option<DateTime<Utc>>,
    /// How often it came.
    pub attempts: i32,
    /// What became of its documents, as it was answered.
    pub counts: BatchCounts,
    /// Documents that are refused still.
    pub waiting: i64,
}

/// A document that was refused.
#[derive(Clone, Debug)]
pub struct InspectedRefusal {
    /// Its id here.
    pub id: Uuid,
    /// Its place in the batch.
    pub number: i64,
    /// Its kind, as far as it could be read.
    pub kind: Option<String>,
    /// Its id in 1C.
    pub document: Option<String>,
    /// Why.
    pub code: String,
    /// Why, in English.
    pub english: String,
    /// The field that it is about.
    pub field: Option<String>,
    /// When it was taken in after all.
    pub settled_at: Option<DateTime<Utc>>,
}

/// The latest batches, of all bases or of one.
pub async fn batches(
    pool: &PgPool,
    base: Option<&BaseName>,
    most: i64,
) -> Result<Vec<InspectedBatch>, StoreError> {
    found(pool, base.map(BaseName::as_str), None, most).await
}

/// A batch by its id, or by the id that 1C gave to it.
pub async fn batch(pool: &PgPool, name: &str) -> Result<Vec<InspectedBatch>, StoreError> {
    found(pool, None, Some(name), 10).await
}

async fn found(
    pool: &PgPool,
    base: Option<&str>,
    name: Option<&str>,
    most: i64,
) -> Result<Vec<InspectedBatch>, StoreError> {
    let rows = sqlx::query!(
        r#"SELECT id, base, key, state, began_at, ended_at, attempts, counts,
                  (SELECT count(*) FROM exchange.refused
                    WHERE refused.batch = batches.id AND settled_at IS NULL) AS "waiting!"
             FROM exchange.batches
            WHERE ($1::text IS NULL OR base = $1) AND ($2::text IS NULL OR key = $2 OR id::text = $2)
            ORDER BY began_at DESC, id DESC LIMIT $3"#,
        base,
        name,
        most
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(InspectedBatch {
                id: BatchId(row.id),
                base: row.base,
                key: row.key,
                is_completed: row.state == "completed",
                began_at: row.began_at,
                ended_at: row.ended_at,
                attempts: row.attempts,
                counts: serde_json::from_value(row.counts)?,
                waiting: row.waiting,
            })
        })
        .collect()
}

/// What of a batch was refused, in its order.
pub async fn refusals(pool: &PgPool, batch: BatchId) -> Result<Vec<InspectedRefusal>, StoreError> {
    Ok(sqlx::query_as!(
        InspectedRefusal,
        "SELECT id, number, kind, document, code, english, field, settled_at
           FROM exchange.refused WHERE batch = $1 ORDER BY number",
        batch.uuid()
    )
    .fetch_all(pool)
    .await?)
}

/// The documents of one chunk of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrived {
    /// As they arrived, one a line.
    Lines(Vec<u8>),
    /// They are not kept any more.
    Forgotten,
}

/// The documents of one chunk of a batch as they arrived; nothing after the last one.
pub async fn arrived(pool: &PgPool, batch: BatchId, number: i32) -> Result<Option<Arrived>, StoreError> {
    let packed = sqlx::query_scalar!(
        "SELECT arrived FROM exchange.chunks WHERE batch = $1 AND number = $2",
        batch.uuid(),
        number
    )
    .fetch_optional(pool)
    .await?;
    let lines = |packed: Option<Vec<u8>>| match packed {
        Some(packed) => unpack(&packed).map(Arrived::Lines),
        None => Ok(Arrived::Forgotten),
    };
    packed.map(lines).transpose()
}

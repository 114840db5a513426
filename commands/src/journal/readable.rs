//! Whether a way leads from every stored event to what the code understands today.
//!
//! It is asked once at each start, before anything reads the journal. How far a version of the
//! code has looked is remembered, so that a start reads only what came since.

use domain::journal::{Fact, Undecodable};
use sha2::{Digest, Sha256};
use sqlx::PgPool;

use super::error::StoreError;

/// How many positions are looked at in one statement: far less than its time allows. Each
/// window is remembered, so that a start that was cut off goes on there.
const WINDOW: i64 = 100_000;

/// Refuses a journal with an event that the code cannot read, and names it.
pub async fn check(pool: &PgPool) -> Result<(), StoreError> {
    let known = known_shapes();
    let checked = sqlx::query_scalar!("SELECT position FROM journal.readable WHERE shapes = $1", &known)
        .fetch_optional(pool)
        .await?
        .unwrap_or_default();
    let last = sqlx::query_scalar!("SELECT max(position) FROM journal.events").fetch_one(pool).await?;
    let Some(last) = last.filter(|last| *last > checked) else {
        return Ok(());
    };
    let mut after = checked;
    while after < last {
        let until = last.min(after.saturating_add(WINDOW));
        look(pool, after, until).await?;
        // A position may become visible after a larger one: the last thousand are looked at again.
        remember(pool, &known, until.min(last - 1_000)).await?;
        after = until;
    }
    Ok(())
}

async fn look(pool: &PgPool, after: i64, until: i64) -> Result<(), StoreError> {
    let stored = sqlx::query!(
        "SELECT DISTINCT aggregate_type, event_type, event_version FROM journal.events
          WHERE position > $1 AND position <= $2 ORDER BY aggregate_type, event_type, event_version",
        after,
        until
    )
    .fetch_all(pool)
    .await?;
    let unreadable = stored
        .iter()
        .map(|shape| Fact::readable(&shape.aggregate_type, &shape.event_type, &shape.event_version));
    Ok(unreadable.collect::<Result<(), Undecodable>>()?)
}

async fn remember(pool: &PgPool, known: &[u8], until: i64) -> Result<(), StoreError> {
    sqlx::query!(
        "INSERT INTO journal.readable (shapes, position) VALUES ($1, $2)
         ON CONFLICT (shapes) DO UPDATE SET position = greatest(readable.position, excluded.position)",
        known,
        until.max(0)
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// The digest of what the code writes and reads today.
fn known_shapes() -> Vec<u8> {
    let mut digest = Sha256::new();
    for (aggregate_type, event_type, version) in Fact::written_today() {
        digest.update(format!("{aggregate_type}.{event_type}.{version}\n"));
    }
    digest.finalize().to_vec()
}

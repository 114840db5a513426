//! Raw documents are forgotten after a time: they hold what people are called, and nothing of what
//! they did needs them any more. Counts, answers and refused documents stay.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgPool;

use crate::error::CommandError;

/// How long raw documents are kept: a quarter, so that an audit of the last one finds them.
pub const KEPT_FOR: TimeDelta = TimeDelta::days(100);
/// The most chunks that are forgotten at once.
const TOGETHER: i64 = 1000;

/// Forgets what is older, and says of how many chunks.
pub async fn forget_arrived(pool: &PgPool, now: DateTime<Utc>) -> Result<u64, CommandError> {
    let forgotten = sqlx::query!(
        "UPDATE exchange.chunks SET arrived = NULL
          WHERE (batch, number) IN (SELECT batch, number FROM exchange.chunks
                                     WHERE arrived IS NOT NULL AND taken_at < $1 ORDER BY taken_at LIMIT $2)",
        now - KEPT_FOR,
        TOGETHER
    );
    let forgotten = forgotten.execute(pool).await.map_err(CommandError::database)?;
    Ok(forgotten.rows_affected())
}

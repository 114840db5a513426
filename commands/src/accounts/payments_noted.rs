//! `accounts.payments_noted`: how far the ledger was looked at for what is paid for orders.

use sqlx::PgPool;

use crate::error::CommandError;

/// The position up to which everything was noted; zero before the first time.
pub async fn payments_noted(pool: &PgPool) -> Result<i64, CommandError> {
    let position = sqlx::query_scalar!("SELECT position FROM accounts.payments_noted");
    let position = position.fetch_optional(pool).await.map_err(CommandError::database)?;
    Ok(position.unwrap_or_default())
}

/// Remembers it. It never goes back.
pub async fn remember_payments_noted(pool: &PgPool, position: i64) -> Result<(), CommandError> {
    let kept = sqlx::query!(
        "INSERT INTO accounts.payments_noted AS kept (position) VALUES ($1)
         ON CONFLICT (only_row) DO UPDATE SET position = greatest(kept.position, excluded.position)
          WHERE kept.position < excluded.position",
        position
    );
    kept.execute(pool).await.map_err(CommandError::database)?;
    Ok(())
}

//! When a base of 1C last told us something: what is owed is as old as that.

use chrono::{DateTime, Utc};
use domain::exchange::BaseName;
use sqlx::PgConnection;

use crate::journal::StoreError;

/// Notes that a base told us all that it had at a moment, be it nothing new.
pub async fn heard(
    transaction: &mut PgConnection,
    base: &BaseName,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "INSERT INTO accounts.bases_heard AS known (base, heard_at) VALUES ($1, $2)
         ON CONFLICT (base) DO UPDATE SET heard_at = greatest(known.heard_at, excluded.heard_at)",
        base.as_str(),
        at
    )
    .execute(transaction)
    .await?;
    Ok(())
}

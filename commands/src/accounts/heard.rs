//! When a base of 1C last told us something: what is owed is as old as that.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::exchange::BaseName;
use domain::journal::Tenant;
use sqlx::PgConnection;

use crate::journal::StoreError;

/// Notes that a base told us all that it had at a moment, be it nothing new, and in whose ledgers
/// it has documents.
pub async fn heard(
    transaction: &mut PgConnection,
    base: &BaseName,
    at: DateTime<Utc>,
    about: &BTreeSet<Tenant>,
) -> Result<(), StoreError> {
    sqlx::query!(
        "INSERT INTO accounts.bases_heard AS known (base, heard_at) VALUES ($1, $2)
         ON CONFLICT (base) DO UPDATE SET heard_at = greatest(known.heard_at, excluded.heard_at)",
        base.as_str(),
        at
    )
    .execute(&mut *transaction)
    .await?;
    let about: Vec<String> = about.iter().map(ToString::to_string).collect();
    sqlx::query!(
        "INSERT INTO accounts.bases_of_organizations (organization, base)
         SELECT organization, $2 FROM unnest($1::text[]) AS organization ORDER BY organization
         ON CONFLICT DO NOTHING",
        &about,
        base.as_str()
    )
    .execute(transaction)
    .await?;
    Ok(())
}

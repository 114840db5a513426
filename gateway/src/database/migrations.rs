//! The migrations of the `migrations` folder, applied as the owner role.
//!
//! Which of them were applied is kept in a schema of its own, `kabinet`: the search path
//! of the other sessions must never decide where that list is.

use std::collections::BTreeSet;

use sqlx::migrate::Migrator;
use sqlx::{Connection, Executor, PgConnection};

use super::{DatabaseError, Databases};

static MIGRATOR: Migrator = sqlx::migrate!("../migrations");

/// The same number in every Kabinet: migrating is done by one at a time.
const LOCK: i64 = 0x6b61_6269_6e65_7401;

/// The migrations as a database has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// How many are applied.
    pub applied: usize,
    /// Number and name of those to come, in their order.
    pub pending: Vec<(i64, String)>,
}

/// How the database stands. A database of a newer Kabinet is refused.
pub async fn status(databases: &Databases) -> Result<Status, DatabaseError> {
    let mut owner = databases.owner.acquire().await.map_err(DatabaseError::unreachable)?;
    standing(&mut owner).await
}

/// Applies what is pending and tells what that was.
pub async fn apply(databases: &Databases) -> Result<Status, DatabaseError> {
    let mut owner = databases.owner.acquire().await.map_err(DatabaseError::unreachable)?.detach();
    let applied = apply_alone(&mut owner).await;
    let _ = owner.close().await;
    applied
}

/// The lock ends with the connection, whatever happens.
async fn apply_alone(owner: &mut PgConnection) -> Result<Status, DatabaseError> {
    sqlx::query("SELECT pg_advisory_lock($1)").bind(LOCK).execute(&mut *owner).await?;
    let before = standing(owner).await?;
    owner.execute("CREATE SCHEMA IF NOT EXISTS kabinet").await?;
    owner.execute("SET search_path = kabinet, public").await?;
    MIGRATOR.run_direct(owner).await?;
    Ok(before)
}

async fn standing(owner: &mut PgConnection) -> Result<Status, DatabaseError> {
    let exists = "SELECT to_regclass('kabinet._sqlx_migrations') IS NOT NULL";
    let applied: Vec<i64> = if sqlx::query_scalar::<_, bool>(exists).fetch_one(&mut *owner).await? {
        sqlx::query_scalar("SELECT version FROM kabinet._sqlx_migrations ORDER BY version")
            .fetch_all(owner)
            .await?
    } else {
        Vec::new()
    };
    let known = MIGRATOR.iter().map(|migration| migration.version).max().unwrap_or(0);
    match applied.last() {
        Some(last) if *last > known => Err(DatabaseError::Newer { applied: *last, known }),
        _ => Ok(compared(&applied)),
    }
}

fn compared(applied: &[i64]) -> Status {
    let applied: BTreeSet<_> = applied.iter().collect();
    let pending = MIGRATOR
        .iter()
        .filter(|migration| !applied.contains(&migration.version))
        .map(|migration| (migration.version, migration.description.to_string()))
        .collect();
    Status { applied: applied.len(), pending }
}

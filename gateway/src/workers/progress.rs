//! How far the projections and the reactions are, for operators, measurements and readiness.

use std::collections::BTreeMap;

use commands::processes;
use projections::registry;
use sqlx::PgPool;

/// How far a consumer of the journal is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Its name.
    pub name: String,
    /// The version of its read table; a reaction has none.
    pub version: Option<i32>,
    /// It has taken everything up to here.
    pub position: i64,
    /// How many events it has not taken yet; counted up to [`MOST`].
    pub lag: i64,
    /// How many events are parked.
    pub parked: i64,
}

/// Nobody counts on: that far behind is far behind.
pub const MOST: i64 = 100_000;

impl Progress {
    /// Whether it is a reaction.
    pub const fn is_reaction(&self) -> bool {
        self.version.is_none()
    }
}

/// How far all of them are: first the projections, then the reactions.
pub async fn progress(pool: &PgPool) -> sqlx::Result<Vec<Progress>> {
    let (read, reacted) = (checkpoints(pool).await?, reactions(pool).await?);
    let mut all = Vec::new();
    for projection in registry::all() {
        let position = read.get(projection.name()).copied().unwrap_or_default();
        all.push(one(pool, projection.name(), Some(projection.version()), position).await?);
    }
    for reaction in processes::all() {
        let position = reacted.get(reaction.name()).copied().unwrap_or_default();
        all.push(one(pool, reaction.name(), None, position).await?);
    }
    Ok(all)
}

async fn checkpoints(pool: &PgPool) -> sqlx::Result<BTreeMap<String, i64>> {
    let rows = sqlx::query!("SELECT name, position FROM journal.projections").fetch_all(pool).await?;
    Ok(rows.into_iter().map(|row| (row.name, row.position)).collect())
}

async fn reactions(pool: &PgPool) -> sqlx::Result<BTreeMap<String, i64>> {
    let rows = sqlx::query!("SELECT name, position FROM journal.reactions").fetch_all(pool).await?;
    Ok(rows.into_iter().map(|row| (row.name, row.position)).collect())
}

async fn one(pool: &PgPool, name: &str, version: Option<i32>, position: i64) -> sqlx::Result<Progress> {
    let row = sqlx::query!(
        r#"SELECT (SELECT count(*) FROM (SELECT FROM journal.events WHERE position > $1 LIMIT $2) later) AS "lag!",
                  (SELECT count(*) FROM journal.parked WHERE consumer = $3) AS "parked!""#,
        position,
        MOST,
        name
    )
    .fetch_one(pool)
    .await?;
    Ok(Progress { name: name.to_owned(), version, position, lag: row.lag, parked: row.parked })
}

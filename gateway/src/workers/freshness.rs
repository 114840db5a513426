//! How far the read tables are, and waiting until they have passed a position.

use std::collections::HashMap;
use std::time::Duration;

use domain::journal::Position;
use domain::vocabulary::OrganizationId;
use projections::projector::Checkpoint;
use sqlx::PgPool;
use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};

/// How long a request waits before it answers with what there is.
pub const PATIENCE: Duration = Duration::from_secs(2);
/// How often to look at the database while waiting: another node may be projecting.
const LOOK: Duration = Duration::from_millis(100);

/// Where the projections of this database stand. Cheap to clone.
#[derive(Clone)]
pub struct Freshness {
    pool: PgPool,
    known: watch::Sender<HashMap<String, Position>>,
}

/// The answer may be older than what was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stale {
    /// The projection has not come so far yet.
    Behind {
        /// Which.
        projection: String,
    },
    /// An event of the stream could not be projected and waits for somebody to look.
    Parked {
        /// Which.
        projection: String,
    },
}

impl Freshness {
    /// Over any connections that may read the checkpoints.
    pub fn new(pool: PgPool) -> Self {
        Self { pool, known: watch::Sender::new(HashMap::new()) }
    }

    /// Notes how far the worker of this process came.
    pub fn moved(&self, checkpoints: &[Checkpoint]) {
        self.known.send_modify(|known| {
            for checkpoint in checkpoints {
                let place = known.entry(checkpoint.name.clone()).or_default();
                *place = checkpoint.position.max(*place);
            }
        });
    }

    /// Waits until all the projections have passed the position, for two seconds at
    /// most, and says why if they have not.
    pub async fn wait(
        &self,
        projections: &[&str],
        position: Position,
        stream: Option<&str>,
    ) -> Option<Stale> {
        match self.reach(projections, position, PATIENCE).await {
            Err(stale) => Some(stale),
            Ok(()) => self.parked(projections, stream?).await,
        }
    }

    /// Waits until all the projections have passed the position, for so long at most.
    pub async fn reach(
        &self,
        projections: &[&str],
        position: Position,
        patience: Duration,
    ) -> Result<(), Stale> {
        let patience = Instant::now() + patience;
        let mut known = self.known.subscribe();
        loop {
            let Some(projection) = first_behind(&known.borrow_and_update(), projections, position) else {
                return Ok(());
            };
            let look = (Instant::now() + LOOK).min(patience);
            if timeout_at(look, known.changed()).await.is_err() {
                if Instant::now() >= patience {
                    return Err(Stale::Behind { projection });
                }
                self.look().await;
            }
        }
    }

    /// Whether a projection has parked an event of an organization.
    pub async fn has_parked_of(&self, projection: &str, organization: OrganizationId) -> sqlx::Result<bool> {
        sqlx::query_scalar!(
            r#"SELECT EXISTS (
                   SELECT FROM journal.parked JOIN journal.events event ON event.position = parked.position
                    WHERE parked.consumer = $1 AND event.organization = $2) AS "parked!""#,
            projection,
            organization.to_string()
        )
        .fetch_one(&self.pool)
        .await
    }

    async fn look(&self) {
        let rows = sqlx::query!("SELECT name, position FROM journal.projections").fetch_all(&self.pool).await;
        match rows {
            Ok(rows) => {
                let checkpoints: Vec<_> = rows
                    .into_iter()
                    .map(|row| Checkpoint { name: row.name, position: Position(row.position) })
                    .collect();
                self.moved(&checkpoints);
            }
            Err(error) => tracing::warn!(%error, "the checkpoints could not be read"),
        }
    }

    async fn parked(&self, projections: &[&str], stream: &str) -> Option<Stale> {
        let names: Vec<String> = projections.iter().map(|name| (*name).to_owned()).collect();
        let parked = sqlx::query_scalar!(
            "SELECT consumer FROM journal.parked WHERE consumer = ANY($1) AND aggregate_id = $2 LIMIT 1",
            &names,
            stream
        )
        .fetch_optional(&self.pool)
        .await;
        parked.ok().flatten().map(|projection| Stale::Parked { projection })
    }
}

fn first_behind(
    known: &HashMap<String, Position>,
    projections: &[&str],
    position: Position,
) -> Option<String> {
    let behind = projections.iter().find(|name| known.get(**name).is_none_or(|place| *place < position));
    behind.map(|name| (*name).to_owned())
}

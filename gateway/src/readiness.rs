//! Whether requests can be served, as the database shows it.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use sqlx::PgPool;
use tokio::time::timeout;

use crate::database::{self, Databases};
use crate::http::health::{Checks, Readiness};
use crate::http::metrics::note_progress;
use crate::workers::progress::{Progress, progress};

/// What is further behind is not near enough: a read table to be read, a reaction to be relied on.
const TOLERATED_LAG: i64 = 10_000;
/// Whoever asks has a patience of a few seconds.
const PATIENCE: Duration = Duration::from_secs(2);

/// Looks at the database each time.
pub struct DatabaseReadiness {
    pools: Databases,
}

impl DatabaseReadiness {
    /// Over the pools of the service.
    pub const fn new(pools: Databases) -> Self {
        Self { pools }
    }

    async fn look(&self) -> Checks {
        let (migrated, journal, progress, deadlines) = tokio::join!(
            within(async {
                database::must_be_up_to_date(&self.pools).await.map_err(|error| error.to_string())
            }),
            within(reach_journal(&self.pools.reader)),
            within(async { progress(&self.pools.writer).await.map_err(|error| error.to_string()) }),
            within(pass_deadlines(&self.pools.writer)),
        );
        let near =
            |is_reaction| progress.as_ref().map_err(Clone::clone).and_then(|all| near(all, is_reaction));
        Checks::from([
            ("migrated", migrated),
            ("journal", journal),
            ("projections", near(false)),
            ("reactions", near(true)),
            ("deadlines", deadlines),
        ])
    }
}

impl Readiness for DatabaseReadiness {
    fn check(&self) -> Pin<Box<dyn Future<Output = Checks> + Send + '_>> {
        Box::pin(self.look())
    }

    fn measure(&self) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(measure(&self.pools.writer))
    }
}

async fn within<T>(look: impl Future<Output = Result<T, String>>) -> Result<T, String> {
    timeout(PATIENCE, look).await.unwrap_or_else(|_| Err("no answer in time".to_owned()))
}

async fn reach_journal(reader: &PgPool) -> Result<(), String> {
    let answer =
        sqlx::query_scalar!("SELECT 1 AS one FROM journal.events LIMIT 1").fetch_optional(reader).await;
    answer.map(drop).map_err(|error| error.to_string())
}

/// As long as more wait for their deadline to pass than can be made up in a moment, silence
/// says nothing about anybody.
async fn pass_deadlines(writer: &PgPool) -> Result<(), String> {
    let waiting = sqlx::query_scalar!(
        r#"SELECT count(*) AS "waiting!" FROM approvals.open_cases
            WHERE next_due < clock_timestamp() - interval '1 minute'"#
    );
    let waiting = waiting.fetch_one(writer).await.map_err(|error| error.to_string())?;
    if waiting > TOLERATED_LAG { Err(format!("{waiting} approvals are past their deadline")) } else { Ok(()) }
}

fn near(progress: &[Progress], is_reaction: bool) -> Result<(), String> {
    let far = progress.iter().filter(|one| one.is_reaction() == is_reaction && one.lag > TOLERATED_LAG);
    let behind: Vec<_> = far.map(|one| format!("{} is {} events behind", one.name, one.lag)).collect();
    if behind.is_empty() { Ok(()) } else { Err(behind.join("; ")) }
}

async fn measure(writer: &PgPool) {
    match timeout(PATIENCE, progress(writer)).await {
        Ok(Ok(all)) => all.iter().for_each(note_progress),
        Ok(Err(error)) => tracing::warn!(%error, "the progress of the projections could not be measured"),
        Err(_) => tracing::warn!("the progress of the projections was not measured in time"),
    }
}

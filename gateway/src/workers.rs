//! What runs beside the requests: the journal goes into the read tables and to the
//! reactions. This is the one place where commands and projections meet.

pub mod freshness;
pub mod parking;
pub mod processing;
pub mod progress;
pub mod projecting;
pub mod rebuilding;
pub mod retrying;
pub mod waking;

use commands::{Commands, processes};
use sqlx::PgPool;
use tokio::sync::watch;
use tokio::task::JoinSet;

pub use freshness::{Freshness, Stale};

/// The workers of a running service. They stop at the end of their page.
pub struct Workers {
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

impl Workers {
    /// Starts all of them over the connections of the writer.
    pub fn start(pool: &PgPool, commands: &Commands, freshness: &Freshness) -> Self {
        let (stop, stopping) = watch::channel(false);
        let mut tasks = JoinSet::new();
        tasks.spawn(projecting::run(pool.clone(), commands.clone(), freshness.clone(), stopping.clone()));
        tasks.spawn(processing::run(pool.clone(), commands.clone(), processes::all(), stopping.clone()));
        tasks.spawn(waking::notify(pool.clone(), commands.wake().clone(), stopping.clone()));
        tasks.spawn(waking::listen(pool.clone(), commands.wake().clone(), stopping));
        Self { stop, tasks }
    }

    /// Asks all of them to stop, and waits until they have.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        while self.tasks.join_next().await.is_some() {}
    }
}

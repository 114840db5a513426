//! What runs beside the requests: the journal goes into the read tables and to the
//! reactions. This is the one place where commands and projections meet.

pub mod deadlines;
pub mod freshness;
pub mod noting_payments;
pub mod parking;
pub mod processing;
pub mod progress;
pub mod projecting;
pub mod rebuilding;
pub mod reconciling;
pub mod retrying;
pub mod supervising;
pub mod sweeping;
pub mod taking_again;
pub mod waiting_for_credit;
pub mod waking;

use commands::identity::Identity;
use commands::{Commands, processes};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use sqlx::PgPool;
use tokio::sync::watch;
use tokio::task::JoinSet;

pub use freshness::{Freshness, Stale};

/// What the workers work with.
#[derive(Clone)]
pub struct Tools {
    /// The connections of the writer.
    pub pool: PgPool,
    /// What reactions ask for things, and what wakes.
    pub commands: Commands,
    /// What has to be swept.
    pub identity: Identity,
    /// What is told how far the read tables are.
    pub freshness: Freshness,
}

type Stopping = watch::Receiver<bool>;
type Work = fn(Tools, Stopping) -> BoxFuture<'static, ()>;

const WORK: [(&str, Work); 10] = [
    ("projecting", |tools, stopping| {
        projecting::run(tools.pool, tools.commands, tools.freshness, stopping).boxed()
    }),
    ("processing", |tools, stopping| {
        processing::run(tools.pool, tools.commands, processes::all(), stopping).boxed()
    }),
    ("notifying", |tools, stopping| {
        waking::notify(tools.pool, tools.commands.wake().clone(), stopping).boxed()
    }),
    ("listening", |tools, stopping| {
        waking::listen(tools.pool, tools.commands.wake().clone(), stopping).boxed()
    }),
    ("passing_deadlines", |tools, stopping| deadlines::run(tools.commands, stopping).boxed()),
    ("noting_payments", |tools, stopping| noting_payments::run(tools.pool, tools.commands, stopping).boxed()),
    ("reconciling", |tools, stopping| reconciling::run(tools.commands, stopping).boxed()),
    ("looking_at_waiting_orders", |tools, stopping| {
        waiting_for_credit::run(tools.pool, tools.commands, stopping).boxed()
    }),
    ("taking_again", |tools, stopping| taking_again::run(tools.commands, stopping).boxed()),
    ("sweeping", |tools, stopping| sweeping::run(tools.identity, tools.commands, stopping).boxed()),
];

/// The workers of a running service. They stop at the end of their page.
pub struct Workers {
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

impl Workers {
    /// Starts all of them.
    pub fn start(tools: &Tools) -> Self {
        let (stop, stopping) = watch::channel(false);
        let mut tasks = JoinSet::new();
        for (name, work) in WORK {
            let (tools, told) = (tools.clone(), stopping.clone());
            let start = move || work(tools.clone(), told.clone());
            tasks.spawn(supervising::keep(name, stopping.clone(), start));
        }
        Self { stop, tasks }
    }

    /// Asks all of them to stop, and waits until they have.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        while self.tasks.join_next().await.is_some() {}
    }
}

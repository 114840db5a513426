//! The journal → the read tables.
//!
//! One transaction takes a page into every projection that stands at the same place
//! and moves their checkpoints. The rows of the checkpoints are locked meanwhile, so a
//! second worker, of this process or of another, goes past them.

use std::time::Duration;

use commands::Commands;
use commands::journal::{Feed, StoreError};
use domain::journal::Position;
use projections::projector::{self, Checkpoint};
use projections::{Projection, ProjectionError, registry};
use sqlx::{PgConnection, PgPool};
use tokio::sync::watch;

use super::freshness::Freshness;
use super::waking::pause_behind;

/// The most events of one transaction: above that, pages do not get faster.
pub const PAGE: i64 = 1_000;
/// Whoever changed something waits for its rows, and they need not outlive a crash: the
/// checkpoint is lost with them, and the journal tells them again.
const BEGIN: &str = "BEGIN; SET LOCAL synchronous_commit = off";
/// How long to wait after a failure.
const RECOVERY: Duration = Duration::from_secs(1);

/// Why a page was not projected.
#[derive(Debug, thiserror::Error)]
pub enum ProjectingError {
    /// The journal could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The tables could not be written.
    #[error(transparent)]
    Projection(#[from] ProjectionError),
    /// The table is not the one that this program knows.
    #[error("the database has {0} in another version than this program")]
    OtherVersion(&'static str),
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
}

/// Projects until it is told to stop.
pub async fn run(
    pool: PgPool,
    commands: Commands,
    freshness: Freshness,
    mut stopping: watch::Receiver<bool>,
) {
    let projector = Projector { pool, feed: commands.feed(), projections: registry::all() };
    let mut wake = commands.wake().subscribe();
    while !*stopping.borrow() {
        let known = *wake.borrow_and_update();
        let pause = match projector.step().await {
            Ok(Step::Moved(checkpoints)) => {
                freshness.moved(&checkpoints);
                continue;
            }
            Ok(Step::CaughtUp(safe)) => pause_behind(known, safe),
            Err(error) => {
                tracing::error!(%error, "projecting failed");
                RECOVERY
            }
        };
        tokio::select! {
            _ = wake.changed() => {}
            _ = stopping.changed() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

enum Step {
    Moved(Vec<Checkpoint>),
    CaughtUp(Position),
}

struct Projector {
    pool: PgPool,
    feed: Feed,
    projections: Vec<Box<dyn Projection>>,
}

impl Projector {
    /// Takes one page into the projections that are furthest behind.
    async fn step(&self) -> Result<Step, ProjectingError> {
        let safe = self.feed.safe_position().await?;
        let all: Vec<_> = self.projections.iter().map(AsRef::as_ref).collect();
        // An idle service locks no rows.
        if !projector::is_behind(&mut *self.pool.acquire().await?, &all, safe).await? {
            return Ok(Step::CaughtUp(safe));
        }
        let mut transaction = self.pool.begin_with(BEGIN).await?;
        let held = projector::hold(&mut transaction, &all).await?;
        let Some(group) = Group::furthest_behind(&held, safe) else {
            return Ok(Step::CaughtUp(safe));
        };
        let page = Feed::page(&mut transaction, group.after, group.until, PAGE).await?;
        // Nearly always nothing is: one question for all then, not one for each.
        let parked = projector::have_parked(&mut transaction, &group.names).await?;
        for projection in self.of(&group) {
            let projected = if parked {
                projector::project(&mut transaction, projection, &page.events).await
            } else {
                projector::fold(&mut transaction, projection, &page.events).await
            };
            if let Err(error) = projected {
                if !error.is_of_the_event() {
                    return Err(error.into());
                }
                tracing::warn!(projection = projection.name(), %error, "a page failed; its events go one by one");
                transaction.rollback().await?;
                return self.step_singly(&group).await;
            }
        }
        projector::advance(&mut transaction, &group.names, page.reached).await?;
        transaction.commit().await?;
        Ok(Step::Moved(group.moved_to(page.reached)))
    }

    /// Takes the page event by event, so that only what cannot be taken is parked.
    async fn step_singly(&self, group: &Group) -> Result<Step, ProjectingError> {
        let mut transaction = self.pool.begin().await?;
        let held = projector::hold(&mut transaction, &self.of(group)).await?;
        let Some(group) = Group::furthest_behind(&held, group.until) else {
            return Ok(Step::CaughtUp(group.until));
        };
        let page = Feed::page(&mut transaction, group.after, group.until, PAGE).await?;
        for projection in self.of(&group) {
            projector::project_singly(&mut transaction, projection, &page.events).await?;
        }
        projector::advance(&mut transaction, &group.names, page.reached).await?;
        transaction.commit().await?;
        Ok(Step::Moved(group.moved_to(page.reached)))
    }

    fn of(&self, group: &Group) -> Vec<&dyn Projection> {
        let projections = self.projections.iter().map(AsRef::as_ref);
        projections.filter(|projection| group.names.iter().any(|name| name == projection.name())).collect()
    }
}

/// Projections that stand at the same place, and how far they may go together.
struct Group {
    names: Vec<String>,
    after: Position,
    until: Position,
}

impl Group {
    fn furthest_behind(held: &[Checkpoint], safe: Position) -> Option<Self> {
        let after = held.iter().map(|checkpoint| checkpoint.position).min()?;
        let next =
            held.iter().map(|checkpoint| checkpoint.position).filter(|position| *position > after).min();
        let until = next.unwrap_or(safe).min(safe);
        let names = held.iter().filter(|checkpoint| checkpoint.position == after);
        (after < until).then(|| Self { names: names.map(|one| one.name.clone()).collect(), after, until })
    }

    fn moved_to(self, position: Position) -> Vec<Checkpoint> {
        self.names.into_iter().map(|name| Checkpoint { name, position }).collect()
    }
}

/// Keeps the worker away from a projection until the transaction ends.
pub async fn hold_alone(
    connection: &mut PgConnection,
    projection: &dyn Projection,
) -> Result<Position, ProjectingError> {
    let held = projector::hold_alone(connection, projection).await?;
    held.ok_or(ProjectingError::OtherVersion(projection.name()))
}

/// Reads the journal up to a position into one projection, page by page, in the
/// transaction of the caller.
pub async fn replay(
    connection: &mut PgConnection,
    projection: &dyn Projection,
    until: Position,
) -> Result<u64, ProjectingError> {
    let mut after = Position(0);
    let mut events = 0;
    while after < until {
        let page = Feed::page(connection, after, until, PAGE).await?;
        projector::project(connection, projection, &page.events).await?;
        events += page.events.len() as u64;
        after = page.reached;
    }
    Ok(events)
}

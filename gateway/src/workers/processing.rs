//! The journal → the reactions.
//!
//! No transaction stays open while a reaction runs. Its outcome is recorded together
//! with what it appended, so a page that is taken twice does nothing twice.

use std::time::Duration;

use commands::journal::{Feed, StoreError};
use commands::processes::reaction::{Beginning, React};
use commands::{CommandError, Commands};
use domain::journal::{Position, Recorded};
use sqlx::PgPool;
use tokio::sync::watch;

use super::parking::Parking;
use super::waking::pause_behind;

/// The most events that are read at once.
const PAGE: i64 = 200;
/// How long to wait after the machine failed: the same events come again.
const RECOVERY: Duration = Duration::from_secs(1);
/// How often an event is tried before it is parked.
const ATTEMPTS: u32 = 4;

/// Reacts until it is told to stop.
pub async fn run(
    pool: PgPool,
    commands: Commands,
    reactions: Vec<Box<dyn React>>,
    mut stopping: watch::Receiver<bool>,
) {
    let mut wake = commands.wake().subscribe();
    while !*stopping.borrow() {
        let known = *wake.borrow_and_update();
        let mut pause = Duration::MAX;
        for reaction in &reactions {
            let consumer = Consumer { pool: &pool, commands: &commands, reaction: reaction.as_ref() };
            pause = pause.min(match consumer.step(&stopping).await {
                Ok(Step::Moved) => Duration::ZERO,
                Ok(Step::CaughtUp(safe)) => pause_behind(known, safe),
                Err(error) => {
                    tracing::error!(reaction = reaction.name(), %error, "reacting failed");
                    RECOVERY
                }
            });
        }
        if pause.is_zero() {
            continue;
        }
        tokio::select! {
            _ = wake.changed() => {}
            _ = stopping.changed() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

enum Step {
    Moved,
    CaughtUp(Position),
}

/// A reaction at work.
struct Consumer<'a> {
    pool: &'a PgPool,
    commands: &'a Commands,
    reaction: &'a dyn React,
}

impl Consumer<'_> {
    /// Takes a page.
    async fn step(&self, stopping: &watch::Receiver<bool>) -> Result<Step, CommandError> {
        let safe = self.commands.feed().safe_position().await?;
        let after = self.checkpoint(safe).await?;
        if safe <= after {
            return Ok(Step::CaughtUp(safe));
        }
        let mut connection = self.pool.acquire().await.map_err(CommandError::database)?;
        let page = Feed::page(&mut connection, after, safe, PAGE).await?;
        drop(connection);
        let mut parking = Parking::of(self.pool, self.reaction.name()).await?;
        for event in page.events.iter().filter(|event| self.reaction.concerns(event)) {
            if *stopping.borrow() {
                return Ok(Step::CaughtUp(safe));
            }
            self.take(event, &mut parking).await?;
        }
        self.advance(page.reached).await?;
        Ok(Step::Moved)
    }

    /// Reacts to one event; what keeps failing is parked with the later events of its
    /// stream, unless it passes by itself: then the page comes again.
    async fn take(&self, event: &Recorded, parking: &mut Parking<'_>) -> Result<(), CommandError> {
        let (reaction, position) = (self.reaction.name(), event.position.0);
        if parking.holds(event).await? {
            return Ok(parking.park(event, "waits behind an earlier event of its stream").await?);
        }
        let mut attempt = 1;
        loop {
            match self.reaction.react(event, self.commands).await {
                Ok(outcome) => {
                    tracing::debug!(reaction, position, ?outcome, "reacted");
                    return Ok(());
                }
                Err(CommandError::Store(error)) if error.is_transient() => return Err(error.into()),
                Err(_) if attempt < ATTEMPTS => {
                    tokio::time::sleep(Duration::from_millis(50) * attempt).await;
                    attempt += 1;
                }
                Err(error) if error.is_transient() => return Err(error),
                Err(error) => {
                    tracing::error!(reaction, position, %error, "an event is parked");
                    return Ok(parking.park(event, &error.to_string()).await?);
                }
            }
        }
    }

    /// Where the reaction stands. One that is new to the database is entered first.
    async fn checkpoint(&self, safe: Position) -> Result<Position, StoreError> {
        if let Some(position) = self.entered().await? {
            return Ok(position);
        }
        let beginning = match self.reaction.begins() {
            Beginning::FirstEvent => Position(0),
            Beginning::Now => safe,
        };
        sqlx::query!(
            "INSERT INTO journal.reactions (name, position) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            self.reaction.name(),
            beginning.0
        )
        .execute(self.pool)
        .await?;
        // Another node may have entered it first, further back.
        Ok(self.entered().await?.unwrap_or(beginning))
    }

    async fn entered(&self) -> Result<Option<Position>, StoreError> {
        let name = self.reaction.name();
        let position = sqlx::query_scalar!("SELECT position FROM journal.reactions WHERE name = $1", name)
            .fetch_optional(self.pool)
            .await?;
        Ok(position.map(Position))
    }

    async fn advance(&self, to: Position) -> Result<(), StoreError> {
        sqlx::query!(
            "UPDATE journal.reactions SET position = greatest(position, $2), updated_at = clock_timestamp()
              WHERE name = $1",
            self.reaction.name(),
            to.0
        )
        .execute(self.pool)
        .await?;
        Ok(())
    }
}

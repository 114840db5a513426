//! The journal → the reactions.
//!
//! No transaction stays open while a reaction runs. Its outcome is recorded together
//! with what it appended, so a page that is taken twice does nothing twice.

use std::collections::BTreeMap;
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

/// A reaction that has seen a page need not see it again, and does nothing when it does: the
/// checkpoint need not outlive a crash.
const BEGIN: &str = "BEGIN; SET LOCAL synchronous_commit = off";

/// Reacts until it is told to stop.
pub async fn run(
    pool: PgPool,
    commands: Commands,
    reactions: Vec<Box<dyn React>>,
    mut stopping: watch::Receiver<bool>,
) {
    let reactor = Reactor { pool, commands, reactions };
    let mut wake = reactor.commands.wake().subscribe();
    while !*stopping.borrow() {
        let known = *wake.borrow_and_update();
        let pause = match reactor.step(&stopping).await {
            Ok(Step::Moved) => continue,
            Ok(Step::CaughtUp(safe)) => pause_behind(known, safe),
            Ok(Step::Failed) => RECOVERY,
            Err(error) => {
                tracing::error!(%error, "reacting failed");
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
    Moved,
    CaughtUp(Position),
    /// Some reaction failed; the others went on.
    Failed,
}

/// All reactions at work.
struct Reactor {
    pool: PgPool,
    commands: Commands,
    reactions: Vec<Box<dyn React>>,
}

impl Reactor {
    /// Takes a page for each reaction that is behind: one for all that stand at the same place,
    /// as they do unless one of them fails.
    async fn step(&self, stopping: &watch::Receiver<bool>) -> Result<Step, CommandError> {
        let safe = self.commands.feed().safe_position().await?;
        let mut step = Step::CaughtUp(safe);
        for (after, reactions) in self.by_place(safe).await? {
            if safe <= after || *stopping.borrow() {
                continue;
            }
            let mut connection = self.pool.acquire().await.map_err(CommandError::database)?;
            let page = Feed::page(&mut connection, after, safe, PAGE).await?;
            drop(connection);
            let mut seen = Vec::new();
            for reaction in reactions {
                let consumer = Consumer { pool: &self.pool, commands: &self.commands, reaction };
                match consumer.take_all(&page.events, stopping).await {
                    Ok(true) => seen.push(reaction.name().to_owned()),
                    Ok(false) => {}
                    Err(error) => {
                        tracing::error!(reaction = reaction.name(), %error, "reacting failed");
                        step = Step::Failed;
                    }
                }
            }
            self.advance(&seen, page.reached).await?;
            if matches!(step, Step::CaughtUp(_)) && !seen.is_empty() {
                step = Step::Moved;
            }
        }
        Ok(step)
    }

    /// The reactions by where they stand. Those that are new to the database are entered first.
    async fn by_place(&self, safe: Position) -> Result<BTreeMap<Position, Vec<&dyn React>>, StoreError> {
        let mut places = self.entered().await?;
        let is_new = |reaction: &&dyn React| !places.contains_key(reaction.name());
        let new: Vec<_> = self.all().filter(is_new).collect();
        if !new.is_empty() {
            for reaction in new {
                self.enter(reaction, safe).await?;
            }
            // Another node may have entered one first, further back.
            places = self.entered().await?;
        }
        let mut by_place: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for reaction in self.all() {
            by_place.entry(places.get(reaction.name()).copied().unwrap_or(safe)).or_default().push(reaction);
        }
        Ok(by_place)
    }

    fn all(&self) -> impl Iterator<Item = &dyn React> {
        self.reactions.iter().map(AsRef::as_ref)
    }

    async fn entered(&self) -> Result<BTreeMap<String, Position>, StoreError> {
        let names: Vec<_> = self.all().map(|reaction| reaction.name().to_owned()).collect();
        let rows = sqlx::query!("SELECT name, position FROM journal.reactions WHERE name = ANY($1)", &names)
            .fetch_all(&self.pool)
            .await?;
        Ok(rows.into_iter().map(|row| (row.name, Position(row.position))).collect())
    }

    async fn enter(&self, reaction: &dyn React, safe: Position) -> Result<(), StoreError> {
        let beginning = match reaction.begins() {
            Beginning::FirstEvent => Position(0),
            Beginning::Now => safe,
        };
        sqlx::query!(
            "INSERT INTO journal.reactions (name, position) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            reaction.name(),
            beginning.0
        )
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    async fn advance(&self, names: &[String], to: Position) -> Result<(), StoreError> {
        if names.is_empty() {
            return Ok(());
        }
        let mut transaction = self.pool.begin_with(BEGIN).await?;
        sqlx::query!(
            "UPDATE journal.reactions SET position = greatest(position, $2), updated_at = clock_timestamp()
              WHERE name = ANY($1)",
            names,
            to.0
        )
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }
}

/// A reaction at work.
struct Consumer<'a> {
    pool: &'a PgPool,
    commands: &'a Commands,
    reaction: &'a dyn React,
}

impl Consumer<'_> {
    /// Reacts to the events of a page that concern it; not to all when it is told to stop.
    async fn take_all(
        &self,
        events: &[Recorded],
        stopping: &watch::Receiver<bool>,
    ) -> Result<bool, CommandError> {
        let concern: Vec<_> = events.iter().filter(|event| self.reaction.concerns(event)).collect();
        if concern.is_empty() {
            return Ok(true);
        }
        let mut parking = Parking::of(self.pool, self.reaction.name()).await?;
        for event in concern {
            if *stopping.borrow() {
                return Ok(false);
            }
            self.take(event, &mut parking).await?;
        }
        Ok(true)
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
}

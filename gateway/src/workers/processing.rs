//! The journal → the reactions.
//!
//! No transaction stays open while a reaction runs. Its outcome is recorded together
//! with what it appended, so a page that is taken twice does nothing twice.

use std::time::Duration;

use commands::journal::{Feed, StoreError};
use commands::processes::{self, reaction::React};
use commands::{CommandError, Commands};
use domain::journal::{Position, Recorded};
use sqlx::PgPool;
use tokio::sync::watch;

/// The most events that are read at once.
const PAGE: i64 = 200;
/// How long to wait for a wake-up before looking all the same.
const POLL: Duration = Duration::from_millis(250);
/// How long to wait after the machine failed: the same events come again.
const RECOVERY: Duration = Duration::from_secs(1);
/// How often an event is tried before it is parked.
const ATTEMPTS: u32 = 4;

/// Reacts until it is told to stop.
pub async fn run(pool: PgPool, commands: Commands, mut stopping: watch::Receiver<bool>) {
    let reactions = processes::all();
    let mut wake = commands.wake().subscribe();
    while !*stopping.borrow() {
        wake.borrow_and_update();
        let mut pause = POLL;
        for reaction in &reactions {
            match step(&pool, &commands, reaction.as_ref(), &stopping).await {
                Ok(true) => pause = Duration::ZERO,
                Ok(false) => {}
                Err(error) => {
                    tracing::error!(reaction = reaction.name(), %error, "reacting failed");
                    pause = RECOVERY;
                }
            }
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

/// Takes a page, and says whether there was anything.
async fn step(
    pool: &PgPool,
    commands: &Commands,
    reaction: &dyn React,
    stopping: &watch::Receiver<bool>,
) -> Result<bool, CommandError> {
    let after = checkpoint(pool, reaction.name()).await?;
    let safe = commands.feed().safe_position().await?;
    if safe <= after {
        return Ok(false);
    }
    let page =
        Feed::page(&mut *pool.acquire().await.map_err(CommandError::database)?, after, safe, PAGE).await?;
    for event in &page.events {
        if *stopping.borrow() {
            return Ok(false);
        }
        take(pool, commands, reaction, event).await?;
    }
    advance(pool, reaction.name(), page.reached).await?;
    Ok(true)
}

/// Reacts to one event; what keeps failing is parked with the later events of its stream.
async fn take(
    pool: &PgPool,
    commands: &Commands,
    reaction: &dyn React,
    event: &Recorded,
) -> Result<(), CommandError> {
    if is_parked(pool, reaction.name(), event).await? {
        return Ok(park(pool, reaction.name(), event, "waits behind an earlier event of its stream").await?);
    }
    let mut attempt = 1;
    loop {
        match reaction.react(event, commands).await {
            Ok(outcome) => {
                tracing::debug!(reaction = reaction.name(), position = event.position.0, ?outcome, "reacted");
                return Ok(());
            }
            // It passes by itself: the page comes again, nothing is parked.
            Err(CommandError::Store(error)) if error.is_transient() => return Err(error.into()),
            Err(error) if attempt >= ATTEMPTS && error.is_transient() => return Err(error),
            Err(error) if attempt >= ATTEMPTS => {
                tracing::error!(reaction = reaction.name(), position = event.position.0, %error, "an event is parked");
                return Ok(park(pool, reaction.name(), event, &error.to_string()).await?);
            }
            Err(_) => {
                tokio::time::sleep(Duration::from_millis(50) * attempt).await;
                attempt += 1;
            }
        }
    }
}

async fn checkpoint(pool: &PgPool, name: &str) -> Result<Position, StoreError> {
    let position = sqlx::query_scalar!("SELECT position FROM journal.reactions WHERE name = $1", name)
        .fetch_optional(pool)
        .await?;
    Ok(Position(position.unwrap_or_default()))
}

async fn advance(pool: &PgPool, name: &str, to: Position) -> Result<(), StoreError> {
    sqlx::query!(
        "INSERT INTO journal.reactions (name, position) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE
         SET position = greatest(reactions.position, excluded.position), updated_at = clock_timestamp()",
        name,
        to.0
    )
    .execute(pool)
    .await?;
    Ok(())
}

async fn is_parked(pool: &PgPool, consumer: &str, event: &Recorded) -> Result<bool, StoreError> {
    let parked = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM journal.parked
            WHERE consumer = $1 AND aggregate_type = $2 AND aggregate_id = $3) AS "parked!""#,
        consumer,
        event.aggregate_type,
        event.aggregate_id
    )
    .fetch_one(pool)
    .await?;
    Ok(parked)
}

async fn park(pool: &PgPool, consumer: &str, event: &Recorded, error: &str) -> Result<(), StoreError> {
    sqlx::query!(
        "INSERT INTO journal.parked (consumer, aggregate_type, aggregate_id, position, error)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
        consumer,
        event.aggregate_type,
        event.aggregate_id,
        event.position.0,
        error
    )
    .execute(pool)
    .await?;
    Ok(())
}

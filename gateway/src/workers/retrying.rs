//! Trying again what was parked, stream by stream, each in its order.
//!
//! A stream that fails again stays parked as a whole, with what was said this time.

use commands::Commands;
use commands::journal::Feed;
use commands::processes::reaction::React;
use domain::journal::{Position, Recorded};
use projections::{Projection, projector};
use sqlx::{PgConnection, PgPool};

use super::projecting::{ProjectingError, hold_alone};

/// What became of the streams of one consumer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Retried {
    /// How many streams are no longer parked.
    pub freed: usize,
    /// The streams that failed again, with what was said.
    pub failed: Vec<(String, String)>,
}

/// A stream of which events are parked.
struct Parked {
    aggregate_type: String,
    aggregate_id: String,
}

/// Projects what is parked of a projection, each stream in a transaction of its own.
pub async fn retry_projection(
    pool: &PgPool,
    projection: &dyn Projection,
) -> Result<Retried, ProjectingError> {
    let mut retried = Retried::default();
    for stream in parked_streams(pool, projection.name()).await? {
        match project_stream(pool, projection, &stream).await {
            Ok(()) => retried.freed += 1,
            Err(error) => retried.fail(pool, projection.name(), &stream, &error.to_string()).await?,
        }
    }
    Ok(retried)
}

/// Reacts to what is parked of a reaction.
pub async fn retry_reaction(
    pool: &PgPool,
    reaction: &dyn React,
    commands: &Commands,
) -> Result<Retried, ProjectingError> {
    let mut retried = Retried::default();
    for stream in parked_streams(pool, reaction.name()).await? {
        match react_to_stream(pool, reaction, commands, &stream).await? {
            None => retried.freed += 1,
            Some(error) => retried.fail(pool, reaction.name(), &stream, &error).await?,
        }
    }
    Ok(retried)
}

impl Retried {
    async fn fail(
        &mut self,
        pool: &PgPool,
        consumer: &str,
        stream: &Parked,
        error: &str,
    ) -> sqlx::Result<()> {
        sqlx::query!(
            "UPDATE journal.parked AS parked SET error = $4
              WHERE consumer = $1 AND aggregate_type = $2 AND aggregate_id = $3
                AND position = (SELECT min(first.position) FROM journal.parked AS first
                                 WHERE first.consumer = $1 AND first.aggregate_type = $2
                                   AND first.aggregate_id = $3)",
            consumer,
            stream.aggregate_type,
            stream.aggregate_id,
            error
        )
        .execute(pool)
        .await?;
        self.failed.push((format!("{} {}", stream.aggregate_type, stream.aggregate_id), error.to_owned()));
        Ok(())
    }
}

/// The row of the checkpoint keeps the worker away, which may be parking more of the stream.
async fn project_stream(
    pool: &PgPool,
    projection: &dyn Projection,
    stream: &Parked,
) -> Result<(), ProjectingError> {
    let mut transaction = pool.begin().await?;
    hold_alone(&mut transaction, projection).await?;
    let events = parked_events(&mut transaction, projection.name(), stream).await?;
    projector::fold(&mut transaction, projection, &events).await?;
    sqlx::query!(
        "DELETE FROM journal.parked WHERE consumer = $1 AND aggregate_type = $2 AND aggregate_id = $3",
        projection.name(),
        stream.aggregate_type,
        stream.aggregate_id
    )
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(())
}

/// Says why the first event that failed did.
async fn react_to_stream(
    pool: &PgPool,
    reaction: &dyn React,
    commands: &Commands,
    stream: &Parked,
) -> Result<Option<String>, ProjectingError> {
    let events = parked_events(&mut *pool.acquire().await?, reaction.name(), stream).await?;
    for event in events {
        if let Err(error) = reaction.react(&event, commands).await {
            return Ok(Some(error.to_string()));
        }
        sqlx::query!(
            "DELETE FROM journal.parked WHERE consumer = $1 AND position = $2",
            reaction.name(),
            event.position.0
        )
        .execute(pool)
        .await?;
    }
    Ok(None)
}

/// In the order of their first events.
async fn parked_streams(pool: &PgPool, consumer: &str) -> sqlx::Result<Vec<Parked>> {
    sqlx::query_as!(
        Parked,
        "SELECT aggregate_type, aggregate_id FROM journal.parked WHERE consumer = $1
          GROUP BY aggregate_type, aggregate_id ORDER BY min(position)",
        consumer
    )
    .fetch_all(pool)
    .await
}

async fn parked_events(
    connection: &mut PgConnection,
    consumer: &str,
    stream: &Parked,
) -> Result<Vec<Recorded>, ProjectingError> {
    let positions = sqlx::query_scalar!(
        "SELECT position FROM journal.parked
          WHERE consumer = $1 AND aggregate_type = $2 AND aggregate_id = $3 ORDER BY position",
        consumer,
        stream.aggregate_type,
        stream.aggregate_id
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut events = Vec::new();
    for position in positions {
        let page = Feed::page(connection, Position(position - 1), Position(position), 1).await?;
        events.extend(page.events);
    }
    Ok(events)
}

//! How a page of the journal goes into the read tables, once and in order.
//!
//! A projection that cannot take an event parks it, and with it the later events of
//! the same stream; everything else flows on.

use std::collections::HashSet;

use domain::journal::{Position, Recorded};
use sqlx::{Connection, PgConnection};

use crate::projection::{Projection, ProjectionError};

/// How far a projection has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The projection.
    pub name: String,
    /// Everything up to here is in its tables.
    pub position: Position,
}

/// Takes hold of the checkpoints that no other worker holds, until the transaction ends.
///
/// A projection that the database has in another version is left alone: a newer node has
/// made its table anew, and the rows would get the old meaning.
pub async fn hold(
    connection: &mut PgConnection,
    projections: &[&dyn Projection],
) -> sqlx::Result<Vec<Checkpoint>> {
    let (names, versions) = named(projections);
    let rows = sqlx::query!(
        "SELECT name, position FROM journal.projections
          WHERE (name, version) IN (SELECT * FROM unnest($1::text[], $2::integer[]))
          ORDER BY name FOR UPDATE SKIP LOCKED",
        &names as &[&str],
        &versions
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| Checkpoint { name: row.name, position: Position(row.position) }).collect())
}

/// Takes hold of one checkpoint and waits for whoever holds it. Nothing when the database
/// has the projection in another version.
pub async fn hold_alone(
    connection: &mut PgConnection,
    projection: &dyn Projection,
) -> sqlx::Result<Option<Position>> {
    let position = sqlx::query_scalar!(
        "SELECT position FROM journal.projections WHERE name = $1 AND version = $2 FOR UPDATE",
        projection.name(),
        projection.version()
    );
    Ok(position.fetch_optional(connection).await?.map(Position))
}

/// Whether one of the projections has not come to a position. Locks nothing.
pub async fn is_behind(
    connection: &mut PgConnection,
    projections: &[&dyn Projection],
    position: Position,
) -> sqlx::Result<bool> {
    let (names, versions) = named(projections);
    let behind = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM journal.projections
            WHERE (name, version) IN (SELECT * FROM unnest($1::text[], $2::integer[]))
              AND position < $3) AS "behind!""#,
        &names as &[&str],
        &versions,
        position.0
    );
    behind.fetch_one(connection).await
}

fn named<'a>(projections: &[&'a dyn Projection]) -> (Vec<&'a str>, Vec<i32>) {
    projections.iter().map(|one| (one.name(), one.version())).unzip()
}

/// Writes how far projections have come, in the transaction of their rows.
pub async fn advance(connection: &mut PgConnection, names: &[String], to: Position) -> sqlx::Result<()> {
    sqlx::query!(
        "UPDATE journal.projections SET position = $2, updated_at = clock_timestamp() WHERE name = ANY($1)",
        names,
        to.0
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Whether one of the projections has parked anything.
pub async fn have_parked(connection: &mut PgConnection, names: &[String]) -> sqlx::Result<bool> {
    let parked = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM journal.parked WHERE consumer = ANY($1)) AS "parked!""#,
        names
    );
    parked.fetch_one(connection).await
}

/// Projects a page as a whole. An error means that nothing of it may be committed.
pub async fn project(
    connection: &mut PgConnection,
    projection: &dyn Projection,
    page: &[Recorded],
) -> Result<(), ProjectionError> {
    let parked = parked_streams(connection, projection.name()).await?;
    if parked.is_empty() {
        return fold(connection, projection, page).await;
    }
    let (waiting, free): (Vec<_>, Vec<_>) =
        page.iter().cloned().partition(|event| parked.contains(&stream_of(event)));
    for event in &waiting {
        park(connection, projection.name(), event, "waits behind an earlier event of its stream").await?;
    }
    fold(connection, projection, &free).await
}

/// Folds events into the tables, whatever is parked. One that cannot be read stops it.
pub async fn fold(
    connection: &mut PgConnection,
    projection: &dyn Projection,
    events: &[Recorded],
) -> Result<(), ProjectionError> {
    if let Some(undecodable) = events.iter().find_map(|event| event.fact.as_ref().err()) {
        return Err(undecodable.clone().into());
    }
    projection.project(events, connection).await
}

/// Projects a page event by event and parks what cannot be taken. An error that is not
/// of an event parks nothing: nothing of the page may be committed.
///
/// Used after [`project`] failed for the page; the transaction goes on.
pub async fn project_singly(
    connection: &mut PgConnection,
    projection: &dyn Projection,
    page: &[Recorded],
) -> Result<(), ProjectionError> {
    let mut parked = parked_streams(connection, projection.name()).await?;
    for event in page {
        if parked.contains(&stream_of(event)) {
            park(connection, projection.name(), event, "waits behind an earlier event of its stream").await?;
            continue;
        }
        let mut savepoint = connection.begin().await?;
        match fold(&mut savepoint, projection, std::slice::from_ref(event)).await {
            Ok(()) => savepoint.commit().await?,
            Err(error) if !error.is_of_the_event() => return Err(error),
            Err(error) => {
                savepoint.rollback().await?;
                tracing::error!(
                    projection = projection.name(), position = event.position.0, %error, "an event is parked"
                );
                park(connection, projection.name(), event, &error.to_string()).await?;
                parked.insert(stream_of(event));
            }
        }
    }
    Ok(())
}

/// Empties the tables of a projection. Readers see the old rows until the transaction
/// commits.
pub async fn clear(connection: &mut PgConnection, projection: &dyn Projection) -> sqlx::Result<()> {
    for table in projection.tables() {
        sqlx::query(&format!("DELETE FROM {}", table.name)).execute(&mut *connection).await?;
    }
    release(connection, projection.name()).await
}

/// Forgets what was parked for a projection.
pub async fn release(connection: &mut PgConnection, name: &str) -> sqlx::Result<()> {
    sqlx::query!("DELETE FROM journal.parked WHERE consumer = $1", name).execute(connection).await?;
    Ok(())
}

type StreamName = (String, String);

fn stream_of(event: &Recorded) -> StreamName {
    (event.aggregate_type.clone(), event.aggregate_id.clone())
}

async fn parked_streams(connection: &mut PgConnection, consumer: &str) -> sqlx::Result<HashSet<StreamName>> {
    let rows = sqlx::query!(
        "SELECT DISTINCT aggregate_type, aggregate_id FROM journal.parked WHERE consumer = $1",
        consumer
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.aggregate_type, row.aggregate_id)).collect())
}

async fn park(
    connection: &mut PgConnection,
    consumer: &str,
    event: &Recorded,
    error: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO journal.parked (consumer, aggregate_type, aggregate_id, position, error)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
        consumer,
        event.aggregate_type,
        event.aggregate_id,
        event.position.0,
        error
    )
    .execute(connection)
    .await?;
    Ok(())
}

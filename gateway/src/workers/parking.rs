//! Which streams a reaction has parked.

use std::collections::HashSet;

use commands::journal::StoreError;
use domain::journal::Recorded;
use sqlx::PgPool;

/// The parked streams of one consumer.
pub struct Parking<'a> {
    pool: &'a PgPool,
    consumer: &'a str,
    streams: HashSet<(String, String)>,
}

impl<'a> Parking<'a> {
    /// What is parked now.
    pub async fn of(pool: &'a PgPool, consumer: &'a str) -> Result<Self, StoreError> {
        let rows = sqlx::query!(
            "SELECT DISTINCT aggregate_type, aggregate_id FROM journal.parked WHERE consumer = $1",
            consumer
        )
        .fetch_all(pool)
        .await?;
        let streams = rows.into_iter().map(|row| (row.aggregate_type, row.aggregate_id)).collect();
        Ok(Self { pool, consumer, streams })
    }

    /// Whether an event has to wait behind an earlier one of its stream. A stream that was
    /// parked is asked for again: somebody may have freed it meanwhile.
    pub async fn holds(&self, event: &Recorded) -> Result<bool, StoreError> {
        if !self.streams.contains(&stream_of(event)) {
            return Ok(false);
        }
        let parked = sqlx::query_scalar!(
            r#"SELECT EXISTS (SELECT FROM journal.parked
                WHERE consumer = $1 AND aggregate_type = $2 AND aggregate_id = $3) AS "parked!""#,
            self.consumer,
            event.aggregate_type,
            event.aggregate_id
        );
        Ok(parked.fetch_one(self.pool).await?)
    }

    /// Parks an event.
    pub async fn park(&mut self, event: &Recorded, error: &str) -> Result<(), StoreError> {
        sqlx::query!(
            "INSERT INTO journal.parked (consumer, aggregate_type, aggregate_id, position, error)
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
            self.consumer,
            event.aggregate_type,
            event.aggregate_id,
            event.position.0,
            error
        )
        .execute(self.pool)
        .await?;
        self.streams.insert(stream_of(event));
        Ok(())
    }
}

fn stream_of(event: &Recorded) -> (String, String) {
    (event.aggregate_type.clone(), event.aggregate_id.clone())
}

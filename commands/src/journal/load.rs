//! Reading one stream back into its aggregate.

use std::fmt;
use std::ops::Deref;

use cqrs_es::Aggregate;
use cqrs_es::persist::PersistedEventRepository;
use domain::journal::{Stream, StreamKey, event};
use postgres_es::PostgresEventRepository;
use sqlx::PgPool;

use super::error::StoreError;

/// An aggregate as its stream left it.
#[derive(Clone, Debug)]
pub struct Loaded<A> {
    /// The stream.
    pub key: StreamKey,
    /// How many events it has.
    pub sequence: i64,
    /// The state.
    pub state: A,
}

impl<A> Deref for Loaded<A> {
    type Target = A;

    fn deref(&self) -> &A {
        &self.state
    }
}

/// Reads a whole stream. A stream without events gives the aggregate's default.
///
/// Reading goes through postgres-es; its snapshot store is not used, because
/// cqrs-es 0.5 applies events twice to what it stores.
pub async fn load<A: Stream>(pool: &PgPool, id: impl fmt::Display) -> Result<Loaded<A>, StoreError> {
    let key = StreamKey::of::<A>(id);
    let repository =
        PostgresEventRepository::new(pool.clone()).with_tables("journal.events", "journal.snapshots");
    let stored = repository.get_events::<A>(&key.aggregate_id).await?;
    let mut loaded = Loaded { key, sequence: 0, state: A::default() };
    for event in stored {
        loaded.sequence += 1;
        loaded.state.apply(read::<A>(&event)?);
    }
    Ok(loaded)
}

fn read<A: Stream>(
    stored: &cqrs_es::persist::SerializedEvent,
) -> Result<<A as Aggregate>::Event, StoreError> {
    Ok(event::decode_value(
        &stored.aggregate_type,
        &stored.event_type,
        &stored.event_version,
        stored.payload.clone(),
    )?)
}

//! A stream as it lies in the journal: byte for byte, with the evidence that it was not changed.

use chrono::{DateTime, Utc};
use domain::journal::{Fact, Undecodable};
use sqlx::PgPool;
use uuid::Uuid;

use super::error::StoreError;
use super::hash::{self, Covered, Hash};

/// An event as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEvent {
    /// The place in the journal.
    pub position: i64,
    /// The owner of the stream.
    pub organization: String,
    /// The aggregate's type.
    pub aggregate_type: String,
    /// The aggregate's id.
    pub aggregate_id: String,
    /// The number of the event within its stream, from 1.
    pub sequence: i64,
    /// The event's own id.
    pub event_id: Uuid,
    /// Its name.
    pub event_type: String,
    /// The version of its shape.
    pub event_version: String,
    /// Who brought it about.
    pub actor: String,
    /// For whom the actor acted, if for somebody else.
    pub on_behalf_of: Option<String>,
    /// The request from which everything with this id followed.
    pub correlation_id: Uuid,
    /// The event that caused this one, if a reaction did it.
    pub causation_id: Option<Uuid>,
    /// The client's key of the request.
    pub idempotency_key: Option<String>,
    /// When it happened, by the clock of the service.
    pub occurred_at: DateTime<Utc>,
    /// When the journal learnt of it, by the clock of the database.
    pub recorded_at: DateTime<Utc>,
    /// The sequence of the first event of the same append.
    pub append_first: i64,
    /// Its body as JSON text.
    pub payload: String,
    /// What else was kept, as JSON text.
    pub metadata: String,
    /// The digest of header and body.
    pub content_hash: Vec<u8>,
    /// The digest that continues the stream's chain.
    pub chain_hash: Vec<u8>,
}

/// A whole stream, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredStream(pub Vec<StoredEvent>);

/// An event is not what was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Tampered {
    /// An event is missing before this one.
    #[error("an event before number {0} is missing")]
    Missing(i64),
    /// The event's header or body was changed.
    #[error("event {0} is not as it was recorded")]
    Changed(i64),
    /// The chain was broken: an event before it was taken out, put in or exchanged.
    #[error("the chain breaks at event {0}")]
    Broken(i64),
}

impl StoredStream {
    /// Reads a stream; one that does not exist has no events.
    pub async fn read(pool: &PgPool, aggregate_type: &str, aggregate_id: &str) -> Result<Self, StoreError> {
        let events = sqlx::query_as!(
            StoredEvent,
            r#"SELECT position, organization, aggregate_type, aggregate_id, sequence, event_id, event_type,
                      event_version, actor, on_behalf_of, correlation_id, causation_id, idempotency_key,
                      occurred_at, recorded_at, append_first, payload::text AS "payload!",
                      metadata::text AS "metadata!", content_hash, chain_hash
                 FROM journal.events WHERE aggregate_type = $1 AND aggregate_id = $2 ORDER BY sequence"#,
            aggregate_type,
            aggregate_id
        );
        Ok(Self(events.fetch_all(pool).await?))
    }

    /// Recomputes every digest and compares.
    pub fn verify(&self) -> Result<(), Tampered> {
        let Some(first) = self.0.first() else {
            return Ok(());
        };
        let genesis = hash::genesis(&first.organization, &first.aggregate_type, &first.aggregate_id);
        let mut last = genesis.to_vec();
        let mut predecessor = last.clone();
        let mut running: Option<Hash> = None;
        for (event, expected) in self.0.iter().zip(1..) {
            if event.sequence != expected {
                return Err(Tampered::Missing(event.sequence));
            }
            if event.append_first == event.sequence {
                predecessor.clone_from(&last);
                running = None;
            }
            let content = hash::content(&event.covered());
            if content[..] != event.content_hash[..] {
                return Err(Tampered::Changed(event.sequence));
            }
            let digest = hash::running(running.as_ref(), &content);
            if hash::chain(&predecessor, &digest)[..] != event.chain_hash[..] {
                return Err(Tampered::Broken(event.sequence));
            }
            running = Some(digest);
            last.clone_from(&event.chain_hash);
        }
        Ok(())
    }

    /// What happened, in order.
    pub fn facts(&self) -> Result<Vec<Fact>, Undecodable> {
        let fact = |event: &StoredEvent| {
            Fact::decode(&event.aggregate_type, &event.event_type, &event.event_version, &event.payload)
        };
        self.0.iter().map(fact).collect()
    }

    /// Only what is there up to an event of this number, or before a moment is over.
    #[must_use]
    pub fn until(self, sequence: Option<i64>, moment: Option<DateTime<Utc>>) -> Self {
        let counts = |event: &StoredEvent| {
            sequence.is_none_or(|last| event.sequence <= last)
                && moment.is_none_or(|last| event.occurred_at <= last)
        };
        Self(self.0.into_iter().take_while(counts).collect())
    }
}

impl StoredEvent {
    fn covered(&self) -> Covered<'_> {
        Covered {
            event_id: self.event_id,
            tenant: &self.organization,
            aggregate_type: &self.aggregate_type,
            aggregate_id: &self.aggregate_id,
            sequence: self.sequence,
            event_type: &self.event_type,
            event_version: &self.event_version,
            actor: &self.actor,
            on_behalf_of: self.on_behalf_of.as_deref().unwrap_or_default(),
            correlation_id: self.correlation_id,
            causation_id: self.causation_id,
            idempotency_key: self.idempotency_key.as_deref().unwrap_or_default(),
            occurred_at: self.occurred_at,
            payload: &self.payload,
            metadata: &self.metadata,
        }
    }
}

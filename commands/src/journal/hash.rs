//! The evidence: a digest of every event, chained along its stream.
//!
//! The chain restarts its running digest at each append, so that the client can
//! compute all of it before it knows the predecessor, and the database needs one
//! lookup an append: `chain = SHA-256(chain of the predecessor ‖ running digest)`.

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A SHA-256.
pub type Hash = [u8; 32];

/// Everything of an event that its digest covers.
pub struct Covered<'a> {
    pub event_id: Uuid,
    pub tenant: &'a str,
    pub aggregate_type: &'a str,
    pub aggregate_id: &'a str,
    pub sequence: i64,
    pub event_type: &'a str,
    pub event_version: &'a str,
    pub actor: &'a str,
    pub on_behalf_of: &'a str,
    pub correlation_id: Uuid,
    pub causation_id: Option<Uuid>,
    pub idempotency_key: &'a str,
    pub occurred_at: DateTime<Utc>,
    pub payload: &'a str,
    pub metadata: &'a str,
}

/// The digest of one event with its header, each field with its length before it.
///
/// Position and `recorded_at` are the database's and are not covered.
pub fn content(event: &Covered<'_>) -> Hash {
    let mut fields = Fields::new();
    fields.add(event.event_id.as_bytes());
    fields.add(event.tenant.as_bytes());
    fields.add(event.aggregate_type.as_bytes());
    fields.add(event.aggregate_id.as_bytes());
    fields.add(&event.sequence.to_be_bytes());
    fields.add(event.event_type.as_bytes());
    fields.add(event.event_version.as_bytes());
    fields.add(event.actor.as_bytes());
    fields.add(event.on_behalf_of.as_bytes());
    fields.add(event.correlation_id.as_bytes());
    fields.add(event.causation_id.map(Uuid::into_bytes).as_ref().map_or(&[], |id| id.as_slice()));
    fields.add(event.idempotency_key.as_bytes());
    fields.add(&event.occurred_at.timestamp_micros().to_be_bytes());
    fields.add(&Sha256::digest(event.payload.as_bytes()));
    fields.add(&Sha256::digest(event.metadata.as_bytes()));
    fields.finish()
}

/// The digest of the events of an append up to and including this one.
pub fn running(previous: Option<&Hash>, content: &Hash) -> Hash {
    match previous {
        None => *content,
        Some(previous) => Sha256::new().chain_update(previous).chain_update(content).finalize().into(),
    }
}

/// What the database stores: the predecessor's hash, continued by a running digest.
pub fn chain(predecessor: &[u8], running: &Hash) -> Hash {
    Sha256::new().chain_update(predecessor).chain_update(running).finalize().into()
}

/// What stands in place of a predecessor at the beginning of a stream.
pub fn genesis(tenant: &str, aggregate_type: &str, aggregate_id: &str) -> Hash {
    let mut fields = Fields::new();
    fields.add(b"kabinet");
    fields.add(tenant.as_bytes());
    fields.add(aggregate_type.as_bytes());
    fields.add(aggregate_id.as_bytes());
    fields.finish()
}

struct Fields(Sha256);

impl Fields {
    fn new() -> Self {
        Self(Sha256::new())
    }

    fn add(&mut self, field: &[u8]) {
        self.0.update((field.len() as u64).to_be_bytes());
        self.0.update(field);
    }

    fn finish(self) -> Hash {
        self.0.finalize().into()
    }
}

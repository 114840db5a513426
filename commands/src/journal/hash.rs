//! The evidence: a digest of every event, chained along its stream.
//!
//! The chain restarts its running digest at each append, so that the client can
//! compute all of it before it knows the predecessor, and the database needs one
//! lookup an append: `chain = SHA-256(chain of the predecessor ‖ running digest)`.

use sha2::{Digest, Sha256};

use super::append::{Append, NewEvent, StreamAppend};

/// A SHA-256.
pub type Hash = [u8; 32];

/// The digest of one event with its header, each field with its length before it.
///
/// Position and `recorded_at` are the database's and are not covered.
pub fn content(append: &Append, stream: &StreamAppend, sequence: i64, event: &NewEvent) -> Hash {
    let mut fields = Fields::new();
    fields.add(event.event_id.as_bytes());
    fields.add(append.tenant.to_string().as_bytes());
    fields.add(stream.key.aggregate_type.as_bytes());
    fields.add(stream.key.aggregate_id.as_bytes());
    fields.add(&sequence.to_be_bytes());
    fields.add(event.event_type.as_bytes());
    fields.add(event.event_version.as_bytes());
    fields.add(append.actor.to_string().as_bytes());
    fields.add(append.on_behalf_of.as_ref().map(ToString::to_string).unwrap_or_default().as_bytes());
    fields.add(append.correlation_id.as_bytes());
    fields.add(append.causation_id.map(uuid::Uuid::into_bytes).as_ref().map_or(&[], |id| id.as_slice()));
    fields.add(append.idempotent.as_ref().map_or("", |idempotent| &idempotent.key).as_bytes());
    fields.add(&append.occurred_at.timestamp_micros().to_be_bytes());
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

/// What stands in place of a predecessor at the beginning of a stream.
pub fn genesis(append: &Append, stream: &StreamAppend) -> Hash {
    let mut fields = Fields::new();
    fields.add(b"kabinet");
    fields.add(append.tenant.to_string().as_bytes());
    fields.add(stream.key.aggregate_type.as_bytes());
    fields.add(stream.key.aggregate_id.as_bytes());
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

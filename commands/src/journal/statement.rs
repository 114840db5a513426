//! The one statement that writes events, with the columns that it takes.

use chrono::{DateTime, Utc};
use domain::journal::{Actor, Position, StreamKey, Tenant};
use sqlx::PgConnection;
use uuid::Uuid;

use super::append::{Append, Idempotent, NewEvent, ReliedOn, StreamAppend};
use super::hash::{self, Covered};

/// Events on their way into the journal.
pub(super) struct Statement<'a> {
    header: Header<'a>,
    tenant: String,
    relied_on: Option<ReliedOn>,
    idempotent: Option<&'a Idempotent>,
    columns: Columns<'a>,
}

/// What all events of a statement have in common.
pub(super) struct Header<'a> {
    actor: String,
    on_behalf_of: Option<String>,
    correlation_id: Uuid,
    causation_id: Option<Uuid>,
    idempotency_key: &'a str,
    occurred_at: DateTime<Utc>,
}

impl<'a> Header<'a> {
    /// Somebody does something at a time, in the course of a request.
    pub(super) fn new(actor: &Actor, correlation_id: Uuid, occurred_at: DateTime<Utc>) -> Self {
        let (actor, idempotency_key) = (actor.to_string(), "");
        Self { actor, on_behalf_of: None, correlation_id, causation_id: None, idempotency_key, occurred_at }
    }

    fn of(append: &'a Append) -> Self {
        Self {
            on_behalf_of: append.on_behalf_of.as_ref().map(ToString::to_string),
            causation_id: append.causation_id,
            idempotency_key: append.idempotent.as_ref().map_or("", |idempotent| &idempotent.key),
            ..Self::new(&append.actor, append.correlation_id, append.occurred_at)
        }
    }

    fn covering(
        &'a self,
        tenant: &'a str,
        stream: &'a StreamAppend,
        sequence: i64,
        event: &'a NewEvent,
    ) -> Covered<'a> {
        Covered {
            event_id: event.event_id,
            tenant,
            aggregate_type: stream.key.aggregate_type,
            aggregate_id: &stream.key.aggregate_id,
            sequence,
            event_type: &event.event_type,
            event_version: &event.event_version,
            actor: &self.actor,
            on_behalf_of: self.on_behalf_of.as_deref().unwrap_or_default(),
            correlation_id: self.correlation_id,
            causation_id: self.causation_id,
            idempotency_key: self.idempotency_key,
            occurred_at: self.occurred_at,
            payload: &event.payload,
            metadata: &event.metadata,
        }
    }
}

impl<'a> Statement<'a> {
    /// The streams of one set.
    pub(super) fn of(append: &'a Append, relied_on: Option<ReliedOn>) -> Self {
        let streams = append.streams.iter().map(|stream| (append.tenant, stream));
        let all = Self::of_many(Header::of(append), streams);
        Self { tenant: append.tenant.to_string(), relied_on, idempotent: append.idempotent.as_ref(), ..all }
    }

    /// Streams of several tenants, in the order that every append keeps.
    pub(super) fn of_many(
        header: Header<'a>,
        streams: impl Iterator<Item = (Tenant, &'a StreamAppend)>,
    ) -> Self {
        let mut columns = Columns::default();
        for ((tenant, stream), number) in streams.zip(1..) {
            columns.add_stream(&header, tenant.to_string(), stream, number);
        }
        Self { header, tenant: Tenant::Supplier.to_string(), relied_on: None, idempotent: None, columns }
    }

    /// Writes, and gives the position of the last event; nothing when nothing was written.
    pub(super) async fn write(&self, connection: &mut PgConnection) -> sqlx::Result<Option<Position>> {
        let Self { header, relied_on, idempotent, columns, .. } = self;
        let position = sqlx::query_file_scalar!(
            "src/journal/append.sql",
            relied_on.map(|row| row.person) as Option<Uuid>,
            relied_on.map(|row| row.tenant.to_string()) as Option<String>,
            relied_on.map(|row| row.epoch) as Option<i64>,
            self.tenant,
            &columns.aggregate_types as &[&str],
            &columns.aggregate_ids as &[&str],
            &columns.firsts,
            &columns.geneses,
            header.actor,
            header.on_behalf_of.as_deref() as Option<&str>,
            header.correlation_id,
            header.causation_id as Option<Uuid>,
            idempotent.map(|idempotent| idempotent.key.as_str()) as Option<&str>,
            header.occurred_at,
            &columns.stream_numbers,
            &columns.sequences,
            &columns.event_ids,
            &columns.event_types as &[&str],
            &columns.event_versions as &[&str],
            &columns.payloads as &[&str],
            &columns.metadata as &[&str],
            &columns.content_hashes,
            &columns.running_digests,
            idempotent.map(|idempotent| idempotent.request_hash.as_slice()) as Option<&[u8]>,
            idempotent.map(|idempotent| idempotent.outcome.as_str()) as Option<&str>,
            &columns.organizations,
        )
        .fetch_one(connection)
        .await?;
        Ok(position.map(Position))
    }
}

/// The streams and events as the columns of the statement.
#[derive(Default)]
struct Columns<'a> {
    organizations: Vec<String>,
    aggregate_types: Vec<&'a str>,
    aggregate_ids: Vec<&'a str>,
    firsts: Vec<i64>,
    geneses: Vec<Vec<u8>>,
    stream_numbers: Vec<i64>,
    sequences: Vec<i64>,
    event_ids: Vec<Uuid>,
    event_types: Vec<&'a str>,
    event_versions: Vec<&'a str>,
    payloads: Vec<&'a str>,
    metadata: Vec<&'a str>,
    content_hashes: Vec<Vec<u8>>,
    running_digests: Vec<Vec<u8>>,
}

impl<'a> Columns<'a> {
    fn add_stream(&mut self, header: &Header<'_>, tenant: String, stream: &'a StreamAppend, number: i64) {
        let StreamKey { aggregate_type, aggregate_id } = &stream.key;
        self.aggregate_types.push(aggregate_type);
        self.aggregate_ids.push(aggregate_id);
        self.firsts.push(stream.first);
        self.geneses.push(hash::genesis(&tenant, aggregate_type, aggregate_id).to_vec());
        let mut running = None;
        for (event, sequence) in stream.events.iter().zip(stream.first..) {
            let content = hash::content(&header.covering(&tenant, stream, sequence, event));
            let digest = hash::running(running.as_ref(), &content);
            running = Some(digest);
            self.stream_numbers.push(number);
            self.sequences.push(sequence);
            self.event_ids.push(event.event_id);
            self.event_types.push(&event.event_type);
            self.event_versions.push(&event.event_version);
            self.payloads.push(&event.payload);
            self.metadata.push(&event.metadata);
            self.content_hashes.push(content.to_vec());
            self.running_digests.push(digest.to_vec());
        }
        self.organizations.push(tenant);
    }
}

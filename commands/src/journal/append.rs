//! The append: events of one to n streams with all that must be true together.

use chrono::{DateTime, Utc};
use domain::journal::{Actor, Position, StreamKey, Tenant};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use super::effect::Effect;
use super::error::AppendError;
use super::hash::{self, Covered};

/// An event to be written.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// The event's own id.
    pub event_id: Uuid,
    /// Its name.
    pub event_type: String,
    /// The version of its shape.
    pub event_version: String,
    /// Its body as JSON text, which is stored byte for byte.
    pub payload: String,
    /// What else is worth keeping, as a JSON object.
    pub metadata: String,
}

/// The events that one stream gets.
#[derive(Clone, Debug)]
pub struct StreamAppend {
    /// The stream.
    pub key: StreamKey,
    /// The sequence that the first of the events gets.
    pub first: i64,
    /// The events, in order.
    pub events: Vec<NewEvent>,
}

/// The access row that a decision relied on. The append is not written unless the
/// row is still as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReliedOn {
    /// Whose access.
    pub person: Uuid,
    /// Where.
    pub tenant: Tenant,
    /// The state of the row.
    pub epoch: i64,
}

/// What to remember of a request with an idempotency key.
#[derive(Clone, Debug)]
pub struct Idempotent {
    /// The client's key.
    pub key: String,
    /// The digest of the request.
    pub request_hash: Vec<u8>,
    /// What the request brought about, as JSON text.
    pub outcome: String,
}

/// A set of streams of one tenant, written all or nothing.
pub struct Append {
    /// The owner of all streams of the set.
    pub tenant: Tenant,
    /// Who acts.
    pub actor: Actor,
    /// For whom, if for somebody else.
    pub on_behalf_of: Option<Actor>,
    /// The request that all of it follows from.
    pub correlation_id: Uuid,
    /// The event that caused it, if a reaction acts.
    pub causation_id: Option<Uuid>,
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
    /// The key under which the outcome is remembered.
    pub idempotent: Option<Idempotent>,
    /// The access row that the decision relied on.
    pub relied_on: Option<ReliedOn>,
    /// The streams, each at most once.
    pub streams: Vec<StreamAppend>,
    /// What must be true together with the events.
    pub effects: Vec<Box<dyn Effect>>,
}

impl Append {
    /// Writes the set and returns the position of its last event. Where it holds no
    /// event it is that of the last event of the journal: whatever made the set
    /// superfluous is before it.
    ///
    /// Without effects it is one statement in a transaction of its own, hence one
    /// round trip. The events are the last thing of a transaction, because the fence
    /// holds the readers back from then on.
    pub async fn write(mut self, pool: &PgPool) -> Result<Position, AppendError> {
        if self.effects.is_empty() && self.has_events() {
            self.put_in_order();
            return self.write_events(&mut *pool.acquire().await?, self.relied_on).await;
        }
        let mut transaction = pool.begin().await?;
        let position = self.write_in(&mut transaction).await?;
        transaction.commit().await?;
        Ok(position)
    }

    /// Writes the set in a transaction of the caller, as the last thing before its commit.
    ///
    /// It is for events that tell what the same transaction did before: an import with
    /// its counts.
    pub async fn write_in(mut self, transaction: &mut PgConnection) -> Result<Position, AppendError> {
        self.put_in_order();
        // Before the effects: one of them may change the very row, as when somebody
        // gives up the own role. Held from here on, so the events need not ask again.
        self.check_access(transaction).await?;
        for effect in &self.effects {
            effect.write(transaction, &self).await?;
        }
        let position = if self.has_events() {
            self.write_events(transaction, None).await?
        } else {
            self.remember(transaction).await?
        };
        let written = self.has_events().then_some(position);
        for effect in &self.effects {
            if let Some(writing) = effect.follow(transaction, &self, written) {
                writing.await?;
            }
        }
        Ok(position)
    }

    fn has_events(&self) -> bool {
        self.streams.iter().any(|stream| !stream.events.is_empty())
    }

    /// A set has one order everywhere, so that two of them cannot wait for each other.
    fn put_in_order(&mut self) {
        self.streams.sort_by(|a, b| a.key.cmp(&b.key));
    }

    async fn write_events(
        &self,
        connection: &mut PgConnection,
        relied_on: Option<ReliedOn>,
    ) -> Result<Position, AppendError> {
        let columns = Columns::of(self);
        let position = sqlx::query_file_scalar!(
            "src/journal/append.sql",
            relied_on.map(|row| row.person) as Option<Uuid>,
            relied_on.map(|row| row.tenant.to_string()) as Option<String>,
            relied_on.map(|row| row.epoch) as Option<i64>,
            self.tenant.to_string(),
            &columns.aggregate_types as &[&str],
            &columns.aggregate_ids as &[&str],
            &columns.firsts,
            &columns.geneses,
            self.actor.to_string(),
            self.on_behalf_of.as_ref().map(ToString::to_string) as Option<String>,
            self.correlation_id,
            self.causation_id as Option<Uuid>,
            self.idempotent.as_ref().map(|idempotent| idempotent.key.as_str()) as Option<&str>,
            self.occurred_at,
            &columns.stream_numbers,
            &columns.sequences,
            &columns.event_ids,
            &columns.event_types as &[&str],
            &columns.event_versions as &[&str],
            &columns.payloads as &[&str],
            &columns.metadata as &[&str],
            &columns.content_hashes,
            &columns.running_digests,
            self.idempotent.as_ref().map(|idempotent| idempotent.request_hash.as_slice()) as Option<&[u8]>,
            self.idempotent.as_ref().map(|idempotent| idempotent.outcome.as_str()) as Option<&str>,
        )
        .fetch_one(connection)
        .await?;
        // Nothing was written: the access row that the insert selects from is not there.
        position.map(Position).ok_or(AppendError::AccessChanged)
    }

    async fn check_access(&self, connection: &mut PgConnection) -> Result<(), AppendError> {
        let Some(row) = self.relied_on else {
            return Ok(());
        };
        sqlx::query_scalar!(
            "SELECT epoch FROM organizations.access
              WHERE person = $1 AND organization = $2 AND epoch = $3 FOR SHARE",
            row.person,
            row.tenant.to_string(),
            row.epoch
        )
        .fetch_optional(connection)
        .await?
        .map(drop)
        .ok_or(AppendError::AccessChanged)
    }

    /// Remembers a request that brought no event about, and gives its position.
    async fn remember(&self, connection: &mut PgConnection) -> Result<Position, AppendError> {
        let position = sqlx::query_scalar!("SELECT max(position) FROM journal.events")
            .fetch_one(&mut *connection)
            .await?
            .unwrap_or_default();
        if let Some(idempotent) = &self.idempotent {
            sqlx::query!(
                "INSERT INTO journal.idempotency (organization, actor, key, request_hash, outcome, position)
                 VALUES ($1, $2, $3, $4, $5::text::json, $6)",
                self.tenant.to_string(),
                self.actor.to_string(),
                idempotent.key,
                idempotent.request_hash,
                idempotent.outcome,
                position
            )
            .execute(connection)
            .await?;
        }
        Ok(Position(position))
    }
}

/// The set as the columns of the statement.
#[derive(Default)]
struct Columns<'a> {
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
    fn of(append: &'a Append) -> Self {
        let mut columns = Self::default();
        let header = Header {
            tenant: append.tenant.to_string(),
            actor: append.actor.to_string(),
            on_behalf_of: append.on_behalf_of.as_ref().map(ToString::to_string).unwrap_or_default(),
            append,
        };
        for (stream, number) in append.streams.iter().zip(1..) {
            columns.add_stream(&header, stream, number);
        }
        columns
    }

    fn add_stream(&mut self, header: &Header<'_>, stream: &'a StreamAppend, number: i64) {
        let StreamKey { aggregate_type, aggregate_id } = &stream.key;
        self.aggregate_types.push(aggregate_type);
        self.aggregate_ids.push(aggregate_id);
        self.firsts.push(stream.first);
        self.geneses.push(hash::genesis(&header.tenant, aggregate_type, aggregate_id).to_vec());
        let mut running = None;
        for (event, sequence) in stream.events.iter().zip(stream.first..) {
            let content = hash::content(&header.covering(stream, sequence, event));
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
    }
}

/// What all events of a set have in common, as text.
struct Header<'a> {
    tenant: String,
    actor: String,
    on_behalf_of: String,
    append: &'a Append,
}

impl<'a> Header<'a> {
    fn covering(&'a self, stream: &'a StreamAppend, sequence: i64, event: &'a NewEvent) -> Covered<'a> {
        let append = self.append;
        Covered {
            event_id: event.event_id,
            tenant: &self.tenant,
            aggregate_type: stream.key.aggregate_type,
            aggregate_id: &stream.key.aggregate_id,
            sequence,
            event_type: &event.event_type,
            event_version: &event.event_version,
            actor: &self.actor,
            on_behalf_of: &self.on_behalf_of,
            correlation_id: append.correlation_id,
            causation_id: append.causation_id,
            idempotency_key: append.idempotent.as_ref().map_or("", |idempotent| &idempotent.key),
            occurred_at: append.occurred_at,
            payload: &event.payload,
            metadata: &event.metadata,
        }
    }
}

//! The append: events of one to n streams with all that must be true together.

use chrono::{DateTime, Utc};
use domain::journal::{Actor, Position, StreamKey, Tenant};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use super::effect::Effect;
use super::error::AppendError;
use super::statement::Statement;

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
        let position = Statement::of(self, relied_on).write(connection).await?;
        // Nothing was written: the access row that the insert selects from is not there.
        position.ok_or(AppendError::AccessChanged)
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

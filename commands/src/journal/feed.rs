//! The journal in the order of its positions.

use chrono::{DateTime, Utc};
use domain::journal::{Fact, Position, Recorded};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use super::error::StoreError;

/// How many bytes of payload a page holds before it ends: it is in memory as a whole.
const MOST_BYTES: i64 = 4 << 20;

/// A reader of the whole journal.
#[derive(Clone)]
pub struct Feed {
    pool: PgPool,
}

/// What was read, and how far.
#[derive(Clone, Debug)]
pub struct Page {
    /// The events, in order of position.
    ///
    /// An event that the code cannot read is among them: it is up to the reader whether
    /// it stops there or only its stream does.
    pub events: Vec<Recorded>,
    /// How far a reader has come when it has taken the events: nothing that is
    /// committed later can have a position up to this one.
    pub reached: Position,
}

impl Feed {
    /// A feed over the connections of a writer.
    pub const fn new(pool: PgPool) -> Self {
        Self { pool }
    }

    /// The position up to which everything that will ever be there is visible now.
    ///
    /// This is a statement of its own: a read in the same statement would look at a
    /// snapshot that is older than the answer, and lose events.
    pub async fn safe_position(&self) -> Result<Position, StoreError> {
        let position = sqlx::query_scalar!("SELECT journal.safe_position()").fetch_one(&self.pool).await?;
        Ok(Position(position.unwrap_or_default()))
    }

    /// Up to `limit` events after a position, none beyond `safe`, read on the given
    /// connection: a consumer reads in the transaction that holds its checkpoint. A page
    /// ends with the event that brings its payloads to 4 MiB.
    pub async fn page(
        connection: &mut PgConnection,
        after: Position,
        safe: Position,
        limit: i64,
    ) -> Result<Page, StoreError> {
        let rows = sqlx::query_as!(
            Row,
            r#"SELECT position, organization, aggregate_type, aggregate_id, sequence, event_id, actor,
                      on_behalf_of, correlation_id, causation_id, occurred_at, recorded_at, event_type,
                      event_version, payload AS "payload!", found AS "found!"
                 FROM (SELECT page.*, count(*) OVER () AS found,
                              sum(octet_length(payload)) OVER (ORDER BY position) - octet_length(payload) AS before
                         FROM (SELECT position, organization, aggregate_type, aggregate_id, sequence, event_id,
                                      actor, on_behalf_of, correlation_id, causation_id, occurred_at, recorded_at,
                                      event_type, event_version, payload::text AS payload
                                 FROM journal.events
                                WHERE position > $1 AND position <= $2
                                ORDER BY position
                                LIMIT $3) AS page) AS measured
                WHERE before < $4
                ORDER BY position"#,
            after.0,
            safe.0,
            limit,
            MOST_BYTES
        )
        .fetch_all(connection)
        .await?;
        let read = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        let full = read >= limit || rows.first().is_some_and(|row| row.found > read);
        let events = rows.into_iter().map(Row::read).collect::<Result<Vec<_>, _>>()?;
        let reached = match events.last() {
            Some(last) if full => last.position,
            _ => safe.max(after),
        };
        Ok(Page { events, reached })
    }
}

struct Row {
    position: i64,
    organization: String,
    aggregate_type: String,
    aggregate_id: String,
    sequence: i64,
    event_id: Uuid,
    actor: String,
    on_behalf_of: Option<String>,
    correlation_id: Uuid,
    causation_id: Option<Uuid>,
    occurred_at: DateTime<Utc>,
    recorded_at: DateTime<Utc>,
    event_type: String,
    event_version: String,
    payload: String,
    found: i64,
}

impl Row {
    fn read(self) -> Result<Recorded, StoreError> {
        let fact = Fact::decode(&self.aggregate_type, &self.event_type, &self.event_version, &self.payload);
        let actor = |text: String| {
            text.parse().map_err(|_| StoreError::Inconsistent {
                table: "journal.events",
                column: "actor",
                value: text,
            })
        };
        Ok(Recorded {
            position: Position(self.position),
            tenant: self.organization.parse().map_err(|_| StoreError::Inconsistent {
                table: "journal.events",
                column: "organization",
                value: self.organization.clone(),
            })?,
            aggregate_type: self.aggregate_type,
            aggregate_id: self.aggregate_id,
            sequence: self.sequence,
            event_id: self.event_id,
            actor: actor(self.actor)?,
            on_behalf_of: self.on_behalf_of.map(actor).transpose()?,
            correlation_id: self.correlation_id,
            causation_id: self.causation_id,
            occurred_at: self.occurred_at,
            recorded_at: self.recorded_at,
            fact,
        })
    }
}

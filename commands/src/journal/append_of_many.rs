//! Sets of several tenants that one exchange brings at once.
//!
//! Each set stands for itself: nothing of one must be true together with another. They share a
//! statement because an exchange brings thousands of them.

use chrono::{DateTime, Utc};
use domain::journal::{Actor, Position, Tenant};
use sqlx::PgConnection;
use uuid::Uuid;

use super::append::StreamAppend;
use super::error::AppendError;
use super::statement::{Header, Statement};

/// Streams of several tenants, each at most once.
pub struct AppendOfMany {
    /// Who acts.
    pub actor: Actor,
    /// The request that all of it follows from.
    pub correlation_id: Uuid,
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
    /// The streams, with the owner of each.
    pub streams: Vec<(Tenant, StreamAppend)>,
}

impl AppendOfMany {
    /// Writes them in a transaction of the caller, as the last thing before its commit, and gives
    /// the position of the last event; nothing where there is no event.
    pub async fn write_in(mut self, transaction: &mut PgConnection) -> Result<Option<Position>, AppendError> {
        if self.streams.iter().all(|(_, stream)| stream.events.is_empty()) {
            return Ok(None);
        }
        self.streams.sort_by(|(_, a), (_, b)| a.key.cmp(&b.key));
        let header = Header::new(&self.actor, self.correlation_id, self.occurred_at);
        let streams = self.streams.iter().map(|(tenant, stream)| (*tenant, stream));
        Ok(Statement::of_many(header, streams).write(transaction).await?)
    }
}

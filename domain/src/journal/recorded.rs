//! An event as the journal gives it back.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Actor, Fact, Tenant, Undecodable};

/// A place in the journal. Later events have larger positions; there may be gaps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Position(pub i64);

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Position {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// A recorded event: the header that the journal keeps, and the fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// The place in the journal.
    pub position: Position,
    /// The owner of the stream.
    pub tenant: Tenant,
    /// The aggregate's type.
    pub aggregate_type: String,
    /// The aggregate's id.
    pub aggregate_id: String,
    /// The number of the event within its stream, from 1.
    pub sequence: i64,
    /// The event's own id.
    pub event_id: Uuid,
    /// Who brought it about.
    pub actor: Actor,
    /// For whom the actor acted, if for somebody else.
    pub on_behalf_of: Option<Actor>,
    /// The request from which everything with this id followed.
    pub correlation_id: Uuid,
    /// The event that caused this one, if a reaction did it.
    pub causation_id: Option<Uuid>,
    /// When it happened, by the clock of the service.
    pub occurred_at: DateTime<Utc>,
    /// When the journal learnt of it, by the clock of the database.
    pub recorded_at: DateTime<Utc>,
    /// What happened, or why the code cannot read it.
    pub fact: Result<Fact, Undecodable>,
}

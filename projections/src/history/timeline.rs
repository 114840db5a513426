//! What happened to this order, who did it, and what followed from it?
//!
//! Read from the journal itself: a timeline that could lag behind would answer nobody.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use cqrs_es::Aggregate;
use domain::approvals::ApprovalCase;
use domain::journal::{Actor, Fact, Position, Recorded};
use domain::ordering::{Order, OrderEvent};
use domain::organizations::{Action, Extent};
use domain::vocabulary::OrderId;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::page::ReadError;
use crate::scoped_read::{Scope, ScopedRead};
use crate::stored::{parse, parse_some};

/// An event as support reads it.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineEntry {
    /// The event with its header.
    pub recorded: Recorded,
    /// The name of the event.
    pub event_type: String,
    /// The version in which it was written.
    pub event_version: String,
    /// What was written, byte for byte.
    pub payload: String,
    /// What the reactions to the event did.
    pub reactions: Vec<ReactionOutcome>,
}

/// What a reaction did about an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReactionOutcome {
    /// The reaction.
    pub reaction: String,
    /// `done`, `already_so` or `refused`.
    pub outcome: String,
    /// The code of the refusal.
    pub code: Option<String>,
    /// The last event that it appended.
    pub position: Option<Position>,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

/// Every event of an order and of its approval cases, the oldest first, for staff who may
/// read timelines; nothing for others.
pub async fn order_timeline(read: &mut ScopedRead, order: OrderId) -> Result<Vec<TimelineEntry>, ReadError> {
    if !reads_timelines(read.scope()) {
        return Ok(Vec::new());
    }
    let connection = read.connection();
    let mut entries = events(connection, Order::TYPE, &[order.to_string()]).await?;
    let cases: Vec<String> = entries.iter().filter_map(case_of).collect();
    entries.extend(events(connection, ApprovalCase::TYPE, &cases).await?);
    entries.sort_by_key(|entry| entry.recorded.position);
    with_reactions(connection, entries).await
}

/// Every event of a stream, the oldest first, for staff who may read timelines; nothing
/// for others.
pub async fn stream_timeline(
    read: &mut ScopedRead,
    aggregate_type: &str,
    aggregate_id: &str,
) -> Result<Vec<TimelineEntry>, ReadError> {
    if !reads_timelines(read.scope()) {
        return Ok(Vec::new());
    }
    let connection = read.connection();
    let entries = events(connection, aggregate_type, &[aggregate_id.to_owned()]).await?;
    with_reactions(connection, entries).await
}

fn reads_timelines(scope: &Scope) -> bool {
    matches!(scope, Scope::Staff { .. }) && scope.extent(Action::ReadTimelines) == Extent::All
}

fn case_of(entry: &TimelineEntry) -> Option<String> {
    match &entry.recorded.fact {
        Ok(Fact::Order(OrderEvent::Submitted { case, .. })) => case.map(|case| case.to_string()),
        _ => None,
    }
}

async fn events(
    connection: &mut PgConnection,
    aggregate_type: &str,
    ids: &[String],
) -> sqlx::Result<Vec<TimelineEntry>> {
    let rows = sqlx::query_as!(
        Stored,
        r#"SELECT position, organization, aggregate_type, aggregate_id, sequence, event_id, actor, on_behalf_of,
                  correlation_id, causation_id, occurred_at, recorded_at, event_type, event_version,
                  payload::text AS "payload!"
             FROM journal.events
            WHERE aggregate_type = $1 AND aggregate_id = ANY($2)
            ORDER BY position"#,
        aggregate_type,
        ids
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(TimelineEntry::try_from).collect()
}

async fn with_reactions(
    connection: &mut PgConnection,
    mut entries: Vec<TimelineEntry>,
) -> Result<Vec<TimelineEntry>, ReadError> {
    let ids: Vec<Uuid> = entries.iter().map(|entry| entry.recorded.event_id).collect();
    let rows = sqlx::query!(
        "SELECT event_id, reaction, outcome, code, position, recorded_at FROM journal.outcomes
          WHERE event_id = ANY($1) ORDER BY recorded_at, reaction",
        &ids
    )
    .fetch_all(connection)
    .await?;
    let mut outcomes: BTreeMap<Uuid, Vec<ReactionOutcome>> = BTreeMap::new();
    for row in rows {
        let led_to = led_to(&entries, row.event_id, &row.reaction);
        outcomes.entry(row.event_id).or_default().push(ReactionOutcome {
            reaction: row.reaction,
            outcome: row.outcome,
            code: row.code,
            position: row.position.map(Position).or(led_to),
            recorded_at: row.recorded_at,
        });
    }
    for entry in &mut entries {
        entry.reactions = outcomes.remove(&entry.recorded.event_id).unwrap_or_default();
    }
    Ok(entries)
}

/// The last of the events that a reaction to an event appended: it names that event as
/// their cause. Its own record is written before them and cannot know their places.
fn led_to(entries: &[TimelineEntry], cause: Uuid, reaction: &str) -> Option<Position> {
    let of_it = |entry: &&TimelineEntry| {
        entry.recorded.causation_id == Some(cause)
            && matches!(&entry.recorded.actor, Actor::Process(name) if name == reaction)
    };
    entries.iter().filter(of_it).map(|entry| entry.recorded.position).max()
}

struct Stored {
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
}

impl TryFrom<Stored> for TimelineEntry {
    type Error = sqlx::Error;

    fn try_from(row: Stored) -> sqlx::Result<Self> {
        let fact = Fact::decode(&row.aggregate_type, &row.event_type, &row.event_version, &row.payload);
        let recorded = Recorded {
            position: Position(row.position),
            tenant: parse(&row.organization)?,
            aggregate_type: row.aggregate_type,
            aggregate_id: row.aggregate_id,
            sequence: row.sequence,
            event_id: row.event_id,
            actor: parse(&row.actor)?,
            on_behalf_of: parse_some(row.on_behalf_of.as_deref())?,
            correlation_id: row.correlation_id,
            causation_id: row.causation_id,
            occurred_at: row.occurred_at,
            recorded_at: row.recorded_at,
            fact,
        };
        Ok(Self {
            recorded,
            event_type: row.event_type,
            event_version: row.event_version,
            payload: row.payload,
            reactions: Vec::new(),
        })
    }
}

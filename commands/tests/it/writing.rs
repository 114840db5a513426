//! Appends below the commands: sets of events of accounts, for any tenant.

use std::fmt::Display;
use std::sync::atomic::{AtomicU64, Ordering};

use commands::journal::{Append, AppendError, NewEvent, StreamAppend};
use cqrs_es::DomainEvent;
use domain::identity::person::{Person, PersonEvent};
use domain::journal::{Actor, StreamKey, Tenant};
use domain::vocabulary::OrganizationId;
use uuid::Uuid;

use crate::clock::noon;

static NEXT: AtomicU64 = AtomicU64::new(1);

/// An id that no other call gives.
pub fn new_id() -> Uuid {
    Uuid::from_u64_pair(u64::MAX, NEXT.fetch_add(1, Ordering::Relaxed))
}

/// A tenant of its own.
pub fn tenant() -> Tenant {
    Tenant::Organization(OrganizationId(new_id()))
}

/// An event of an account.
pub fn event() -> NewEvent {
    let event = PersonEvent::PasswordChanged { at: noon() };
    NewEvent {
        event_id: new_id(),
        event_type: event.event_type(),
        event_version: event.event_version(),
        payload: serde_json::to_string(&event).expect("an event is JSON"),
        metadata: "{}".to_owned(),
    }
}

/// A number of events for a stream, from a sequence on.
pub fn stream(id: impl Display, first: i64, events: usize) -> StreamAppend {
    StreamAppend {
        key: StreamKey::of::<Person>(id),
        first,
        events: std::iter::repeat_with(event).take(events).collect(),
    }
}

/// A set of streams of a tenant.
pub fn append(tenant: Tenant, streams: Vec<StreamAppend>) -> Append {
    Append {
        tenant,
        actor: Actor::Console,
        on_behalf_of: None,
        correlation_id: new_id(),
        causation_id: None,
        occurred_at: noon(),
        idempotent: None,
        relied_on: None,
        streams,
        effects: Vec::new(),
    }
}

/// The code of a refusal; anything else fails the test.
pub fn refusal_of(error: &AppendError) -> &'static str {
    match error {
        AppendError::Refused(refusal) => refusal.code(),
        other => panic!("not a refusal: {other}"),
    }
}

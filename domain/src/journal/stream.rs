//! What the journal asks of an aggregate.

use std::fmt;

use cqrs_es::{Aggregate, event_sink::EventSink};

use super::{JournalEvent, Tenant};
use crate::refusal::Refusal;

/// An aggregate whose events are a stream of the journal.
pub trait Stream: Aggregate<Event: JournalEvent, Error: Refusal, Services = ()> + Clone {
    /// Who owns the stream, as its first event said; nobody before that.
    fn tenant(&self) -> Option<Tenant>;
}

/// Writes what was decided into the sink and folds it into the aggregate.
///
/// Every `handle` ends with it, so that `handle` only joins the pure decision to
/// the sink of cqrs-es.
pub async fn record<A: Aggregate>(events: Vec<A::Event>, aggregate: &mut A, sink: &EventSink<A>) {
    for event in events {
        sink.write(event, aggregate).await;
    }
}

/// The name of a stream: the type of the aggregate and its id.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StreamKey {
    /// [`Aggregate::TYPE`].
    pub aggregate_type: &'static str,
    /// The aggregate's id.
    pub aggregate_id: String,
}

impl StreamKey {
    /// The stream of an aggregate.
    pub fn of<A: Aggregate>(id: impl fmt::Display) -> Self {
        Self { aggregate_type: A::TYPE, aggregate_id: id.to_string() }
    }
}

impl fmt::Display for StreamKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.aggregate_type, self.aggregate_id)
    }
}

//! One thing that can be asked.

use std::future::Future;

use domain::journal::{Position, StreamKey};
use domain::organizations::Action;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::error::CommandError;
use crate::work::Work;

/// A use case: its input is its type, and running it decides what is appended.
///
/// The whole of it may run several times, until nobody else was first; it must not
/// have effects of its own outside its [`Work`].
pub trait Command: Serialize + Send + Sync {
    /// The name under which its requests are told apart.
    const NAME: &'static str;
    /// What whoever asks must be allowed to do.
    const ACTION: Action;
    /// What it brings about: ids that it minted. The same request with the same
    /// idempotency key gets the first one again.
    type Outcome: Serialize + DeserializeOwned + Send;

    /// The streams on which it waits for its turn.
    fn streams(&self) -> Vec<StreamKey>;

    /// Loads what it needs and decides.
    fn run(&self, work: &mut Work<'_>) -> impl Future<Output = Result<Self::Outcome, CommandError>> + Send;
}

/// What comes with a command besides its input.
#[derive(Clone, Debug)]
pub struct Request {
    /// The id that everything following from the request shares.
    pub correlation_id: Uuid,
    /// The event that caused it, if a reaction asks.
    pub causation_id: Option<Uuid>,
    /// The client's key: the same key and request give the first result again.
    pub idempotency_key: Option<String>,
}

impl Request {
    /// A request without a cause and without a key.
    pub const fn new(correlation_id: Uuid) -> Self {
        Self { correlation_id, causation_id: None, idempotency_key: None }
    }
}

/// A command that was carried out.
#[derive(Clone, Debug)]
pub struct Done<T> {
    /// What it brought about.
    pub outcome: T,
    /// Reads that have passed this position see it.
    pub position: Position,
}

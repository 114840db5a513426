//! One thing that can be asked.

use std::future::Future;

use domain::journal::{Position, StreamKey};
use domain::organizations::Action;
use domain::refusal::Refusal;
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

/// The idempotency key cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an idempotency key has 1 to {MOST_KEY_CHARACTERS} characters, none of them a control character")]
pub struct UnusableKey;

/// The longest idempotency key. It is part of an index.
const MOST_KEY_CHARACTERS: usize = 200;

impl Request {
    /// The key, if there is one and it can be used.
    pub(crate) fn key(&self) -> Result<Option<&str>, UnusableKey> {
        match self.idempotency_key.as_deref() {
            Some(key) if key.is_empty() || key.chars().any(char::is_control) => Err(UnusableKey),
            Some(key) if key.chars().count() > MOST_KEY_CHARACTERS => Err(UnusableKey),
            key => Ok(key),
        }
    }
}

impl Refusal for UnusableKey {
    fn code(&self) -> &'static str {
        "IDEMPOTENCY_KEY_UNUSABLE"
    }

    fn in_russian(&self) -> String {
        format!("Ключ идемпотентности — от 1 до {MOST_KEY_CHARACTERS} символов, без управляющих символов.")
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

//! What commands need of the world beyond the database: time, ids and randomness,
//! and what only read models know.
//!
//! The adapters are in `gateway/src/adapters`; tests and the demonstration bring
//! their own, so that everything can be repeated exactly.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use uuid::Uuid;

pub use crate::facts::{
    About, AboutAccount, AboutBalance, AccountFacts, Answering, AnsweringEach, Facts, NothingKnown,
    OrderingFacts,
};

/// The current time.
pub trait Clock: Send + Sync {
    /// Now, in UTC. Events take it as their `occurred_at`.
    fn now(&self) -> DateTime<Utc>;
}

/// New identifiers.
pub trait Ids: Send + Sync {
    /// An id that was never given before (version 7 of RFC 9562 in production).
    fn next(&self) -> Uuid;
}

/// Unpredictable bytes: salts, tokens.
pub trait Entropy: Send + Sync {
    /// Fills the slice.
    fn fill(&self, bytes: &mut [u8]);
}

/// The three of them, cheap to clone.
#[derive(Clone)]
pub struct Ports {
    /// The current time.
    pub clock: Arc<dyn Clock>,
    /// New identifiers.
    pub ids: Arc<dyn Ids>,
    /// Unpredictable bytes.
    pub entropy: Arc<dyn Entropy>,
}

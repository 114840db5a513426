//! What can go wrong with the journal. None of it is a refusal of the business.

use cqrs_es::persist::PersistenceError;
use domain::journal::Undecodable;
use domain::refusal::Refusal;

/// The machine failed: the database, or what it holds.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database did not answer as it should.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// cqrs-es could not read a stream.
    #[error("a stream could not be read: {0}")]
    Repository(#[from] PersistenceError),
    /// A stored event cannot be understood.
    #[error(transparent)]
    Undecodable(#[from] Undecodable),
    /// A value could not be written as JSON.
    #[error("a value could not be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// A stored value contradicts the code, which is named.
    #[error("{table}.{column} holds an impossible value: {value}")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// What it holds.
        value: String,
    },
}

impl StoreError {
    /// Whether the same may succeed later without anybody changing anything: the database
    /// was away, full, busy, or ended the session.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Database(error) => passes(error),
            Self::Repository(
                PersistenceError::OptimisticLockError | PersistenceError::ConnectionError(_),
            ) => true,
            // postgres-es hides an exhausted pool and the errors of the server in here.
            Self::Repository(PersistenceError::UnknownError(hidden)) => {
                hidden.downcast_ref::<sqlx::Error>().is_some_and(passes)
            }
            Self::Repository(PersistenceError::DeserializationError(_))
            | Self::Undecodable(_)
            | Self::Json(_)
            | Self::Inconsistent { .. } => false,
        }
    }
}

/// The classes of SQLSTATE whose causes pass by themselves (PostgreSQL, appendix A):
/// connection, transaction state (a standby is read-only), rollback, resources, object
/// state, operator, system.
const PASSING: [&str; 7] = ["08", "25", "40", "53", "55", "57", "58"];

fn passes(error: &sqlx::Error) -> bool {
    use sqlx::Error::{Database, Io, PoolClosed, PoolTimedOut, Protocol, Tls, WorkerCrashed};
    match error {
        Io(_) | Tls(_) | Protocol(_) | PoolTimedOut | PoolClosed | WorkerCrashed => true,
        Database(said) => said.code().is_some_and(|code| PASSING.iter().any(|class| code.starts_with(class))),
        _ => false,
    }
}

/// Why an append was not written. Nothing of it was.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// Another append was first on one of the streams.
    #[error("another append was first")]
    Conflict,
    /// The access row that the decision relied on is not as it was.
    #[error("the access that the decision relied on has changed")]
    AccessChanged,
    /// The idempotency key was used meanwhile.
    #[error("the idempotency key was used meanwhile")]
    KeyTaken,
    /// Something that must be true together with the events is not.
    #[error("refused: {0}")]
    Refused(Box<dyn Refusal>),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for AppendError {
    fn from(error: sqlx::Error) -> Self {
        match Meaning::of(&error) {
            Meaning::Conflict => Self::Conflict,
            Meaning::KeyTaken => Self::KeyTaken,
            Meaning::Unstorable => Self::Refused(Box::new(UnstorableText)),
            Meaning::Failure => Self::Store(error.into()),
        }
    }
}

/// A text holds U+0000, which PostgreSQL keeps in no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a text holds the character U+0000, which cannot be kept")]
pub struct UnstorableText;

impl Refusal for UnstorableText {
    fn code(&self) -> &'static str {
        "TEXT_UNSTORABLE"
    }

    fn in_russian(&self) -> String {
        "В тексте есть символ с кодом 0: его нельзя сохранить.".to_owned()
    }
}

enum Meaning {
    Conflict,
    KeyTaken,
    Unstorable,
    Failure,
}

impl Meaning {
    fn of(error: &sqlx::Error) -> Self {
        let Some(error) = error.as_database_error() else {
            return Self::Failure;
        };
        let column = error.try_downcast_ref::<sqlx::postgres::PgDatabaseError>().and_then(|pg| pg.column());
        match (error.code().as_deref(), error.constraint(), column) {
            // The hash of a missing predecessor is null: the stream is not where we left it.
            (Some("23505"), Some("events_pkey"), _)
            | (Some("23502"), _, Some("chain_hash"))
            | (Some("40001" | "40P01"), _, _) => Self::Conflict,
            (Some("23505"), Some("idempotency_pkey"), _) => Self::KeyTaken,
            (Some("22021"), _, _) => Self::Unstorable,
            _ => Self::Failure,
        }
    }
}

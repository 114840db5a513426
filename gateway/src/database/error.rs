//! Why the database cannot be used.

use sqlx::error::ErrorKind;

use super::embedded::EmbeddedError;
use super::roles::OLDEST_VERSION;

/// The database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// The embedded one.
    #[error(transparent)]
    Embedded(#[from] EmbeddedError),
    /// No connection.
    #[error("the database cannot be reached: {0}")]
    Unreachable(#[source] sqlx::Error),
    /// A server that is too old.
    #[error("the database server is PostgreSQL {0}; Kabinet needs {OLDEST_VERSION} or newer")]
    TooOld(i32),
    /// The user of the URL may not make the roles.
    #[error(
        "the database user {user} may not set up the roles of Kabinet ({reason}). Let an administrator run, in the \
         database {database}:\n{recipe}"
    )]
    NotAllowed {
        /// The user of the URL.
        user: String,
        /// The database of the URL.
        database: String,
        /// What the server said.
        reason: String,
        /// The SQL to run.
        recipe: String,
    },
    /// A migration failed, or was changed after it had been applied.
    #[error("the database could not be migrated: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The database belongs to a newer Kabinet.
    #[error(
        "the database was migrated by a newer Kabinet: it has migration {applied}, this one knows migrations up to \
         {known}. Start the newer version"
    )]
    Newer {
        /// The newest migration in the database.
        applied: i64,
        /// The newest migration in this binary.
        known: i64,
    },
    /// Migrations are missing and must not be applied at start.
    #[error("{0} migrations are pending and KABINET_MIGRATE_AT_START is false: run `kabinet migrate`")]
    Pending(usize),
    /// A statement failed.
    #[error("the database refused a statement: {0}")]
    Statement(#[from] sqlx::Error),
}

impl DatabaseError {
    /// No connection; a missing right is said by the server itself.
    pub fn unreachable(error: sqlx::Error) -> Self {
        Self::Unreachable(error)
    }
}

/// The five-character code of an error of the server.
pub(super) fn sqlstate(error: &sqlx::Error) -> Option<String> {
    error.as_database_error().and_then(sqlx::error::DatabaseError::code).map(String::from)
}

/// Whether somebody else did the same at the same moment: roles belong to the whole
/// cluster, so neither `IF NOT EXISTS` nor a lock of one database keeps others away.
pub(super) fn is_race(error: &sqlx::Error) -> bool {
    let unique = error.as_database_error().is_some_and(|error| error.kind() == ErrorKind::UniqueViolation);
    // 42710 duplicate_object, 42P04 duplicate_database, 42P06 duplicate_schema,
    // XX000 "tuple concurrently updated".
    unique || matches!(sqlstate(error).as_deref(), Some("42710" | "42P04" | "42P06" | "XX000"))
}

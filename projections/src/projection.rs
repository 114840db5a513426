//! What a read model is to the one who feeds it.

use std::future::Future;
use std::pin::Pin;

use domain::journal::{Recorded, Undecodable};
use sqlx::PgConnection;

/// A read table: its name and the statements that make it.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// The name, without a schema: the search path decides where it is.
    pub name: &'static str,
    /// `CREATE TABLE` with its indexes, policies and rights.
    pub definition: &'static str,
}

/// Why events could not be projected.
#[derive(Debug, thiserror::Error)]
pub enum ProjectionError {
    /// The database refused a row.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// A value could not be written as JSON.
    #[error("a value could not be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// A stored event cannot be understood.
    #[error(transparent)]
    Undecodable(#[from] Undecodable),
    /// The events contradict each other or the table.
    #[error("{0}")]
    Impossible(String),
}

impl ProjectionError {
    /// Whether the event is at fault, or the rows that it meets: it would fail again, and
    /// others would not. Everything else passes or needs an operator, and would hit the
    /// events of all streams alike.
    pub fn is_of_the_event(&self) -> bool {
        match self {
            Self::Impossible(_)
            | Self::Json(_)
            | Self::Undecodable(_)
            | Self::Database(sqlx::Error::Decode(_)) => true,
            // Data exceptions and broken constraints (PostgreSQL, appendix A).
            Self::Database(sqlx::Error::Database(said)) => {
                said.code().is_some_and(|code| code.starts_with("22") || code.starts_with("23"))
            }
            Self::Database(_) => false,
        }
    }
}

/// The future of a page that is being projected.
pub type Projecting<'a> = Pin<Box<dyn Future<Output = Result<(), ProjectionError>> + Send + 'a>>;

/// A read model that is folded from the journal.
pub trait Projection: Send + Sync {
    /// The name: that of its table.
    fn name(&self) -> &'static str;

    /// Counts up with every change of the table or of its meaning. Another version in
    /// the database means: drop, make anew, replay.
    fn version(&self) -> i32;

    /// The tables it writes.
    fn tables(&self) -> &'static [Table];

    /// Folds a page of events into the tables. The caller owns the transaction and the
    /// checkpoint in it, so a page is projected once or not at all.
    fn project<'a>(&'a self, page: &'a [Recorded], tables: &'a mut PgConnection) -> Projecting<'a>;
}

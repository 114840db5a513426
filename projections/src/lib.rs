//! What can be seen: read models and their queries.
//!
//! A read model is one question, one file, one table. All of them can be rebuilt from
//! the journal at any time, so a changed table is dropped and made anew, never
//! migrated. Every query takes a [`ScopedRead`], which can be opened only for a person
//! who has access.

pub mod accounts;
pub mod approvals;
pub mod catalogue;
pub mod documents;
pub mod exchange;
pub mod history;
pub mod identity;
pub mod notifications;
pub mod ordering;
pub mod organizations;

pub mod page;
pub mod projection;
pub mod projector;
pub mod registry;
pub mod scoped_read;

mod stored;

pub use page::{Cursor, PageRequest, ReadError, Slice};
pub use projection::{Projecting, Projection, ProjectionError, Table};
pub use scoped_read::{NoAccess, Reads, Scope, ScopedRead};

//! A document that was refused, with what was wrong.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, Object, Result};
use chrono::{DateTime, Utc};
use domain::refusal::Language;
use domain::vocabulary::ids::RefusedDocumentId;
use projections::Cursor;
use projections::exchange::RefusedDocumentRow;

use crate::graphql::connection::Keyset;
use crate::graphql::global_id::GlobalId;
use crate::visitor::Visitor;

/// A page of refused documents.
pub type RefusedDocumentConnection = Connection<Keyset<Cursor>, RefusedDocument, EmptyFields>;

/// A document of 1C that was refused.
pub struct RefusedDocument {
    pub(super) row: RefusedDocumentRow,
}

/// A document of 1C that was refused.
#[Object]
impl RefusedDocument {
    /// The global id.
    async fn id(&self) -> GlobalId<RefusedDocumentId> {
        self.row.id.into()
    }

    /// Its place in the batch, from 0.
    async fn index(&self) -> i64 {
        self.row.number
    }

    /// Its kind, as far as it could be read.
    async fn kind(&self) -> Option<&str> {
        self.row.kind.as_deref()
    }

    /// Its id in 1C, as far as it could be read.
    async fn document_id(&self) -> Option<&str> {
        self.row.document.as_deref()
    }

    /// The document as it arrived.
    async fn body(&self) -> &str {
        &self.row.body
    }

    /// The stable code of the reason.
    async fn code(&self) -> &str {
        &self.row.code
    }

    /// The reason in the language of the request.
    #[expect(clippy::unused_async, reason = "resolvers are async functions")]
    async fn message(&self, ctx: &Context<'_>) -> Result<&str> {
        Ok(match Visitor::of(ctx)?.language {
            Language::Russian => &self.row.russian,
            Language::English => &self.row.english,
        })
    }

    /// The field that it is about.
    async fn path(&self) -> Option<&str> {
        self.row.field.as_deref()
    }

    /// Whether it may be taken in later as it is.
    async fn may_retry(&self) -> bool {
        self.row.retry
    }

    /// When it was refused first.
    async fn refused_at(&self) -> DateTime<Utc> {
        self.row.refused_at
    }

    /// How often it was tried.
    async fn tries(&self) -> i32 {
        self.row.tries
    }

    /// When it was taken in after all; null while it waits.
    async fn settled_at(&self) -> Option<DateTime<Utc>> {
        self.row.settled_at
    }
}

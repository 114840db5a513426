//! A batch that 1C sent.

use async_graphql::connection::{Connection, EmptyFields};
use async_graphql::{Context, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use domain::exchange::run::BatchCounts;
use domain::vocabulary::BatchId;
use projections::Cursor;
use projections::exchange::{ExchangeBatchRow, refused_documents};

use super::refused_document::{RefusedDocument, RefusedDocumentConnection};
use crate::graphql::connection::{Keyset, Page, PageArguments};
use crate::graphql::errors::unread;
use crate::graphql::global_id::GlobalId;
use crate::graphql::standpoint::Standpoint;

/// A page of batches.
pub type ExchangeBatchConnection = Connection<Keyset<Cursor>, ExchangeBatch, EmptyFields>;

/// A batch of documents that a base of 1C sent.
pub struct ExchangeBatch {
    pub(super) row: ExchangeBatchRow,
}

/// How many documents came to what.
#[derive(SimpleObject)]
pub struct ExchangeCounts {
    /// All of them.
    documents: u64,
    /// Those that were not known.
    posted: u64,
    /// Those that took the place of an earlier version.
    replaced: u64,
    /// Those that do not count any more.
    reversed: u64,
    /// Those that were known in this version.
    unchanged: u64,
    /// Those that were known in a later version.
    outdated: u64,
    /// Those that were not taken in.
    refused: u64,
}

impl From<BatchCounts> for ExchangeCounts {
    fn from(counts: BatchCounts) -> Self {
        let BatchCounts { posted, replaced, reversed, unchanged, outdated, refused } = counts;
        Self { documents: counts.documents(), posted, replaced, reversed, unchanged, outdated, refused }
    }
}

/// A batch of documents that a base of 1C sent.
#[Object]
impl ExchangeBatch {
    /// The global id.
    async fn id(&self) -> GlobalId<BatchId> {
        self.row.id.into()
    }

    /// The base that sent it.
    async fn base(&self) -> &str {
        &self.row.base
    }

    /// The id that 1C gave to it.
    async fn key(&self) -> &str {
        &self.row.key
    }

    /// Whether all of it was taken in; otherwise it is coming now, or was cut off.
    async fn is_completed(&self) -> bool {
        self.row.completed
    }

    /// How often it came.
    async fn attempts(&self) -> i32 {
        self.row.attempts
    }

    /// When it began to come.
    async fn began_at(&self) -> DateTime<Utc> {
        self.row.began_at
    }

    /// When it was taken in; null before.
    async fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.row.ended_at
    }

    /// What became of its documents, as it was answered; zeros before it is taken in.
    async fn counts(&self) -> ExchangeCounts {
        self.row.counts.into()
    }

    /// How many of its documents are refused still.
    async fn waiting_count(&self) -> i64 {
        self.row.waiting
    }

    /// The documents that were refused, in the order in which they came.
    async fn refused_documents(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many from the start, or after the cursor; at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before the cursor; at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<RefusedDocumentConnection> {
        let page = Page::of(&PageArguments { first, after, last, before })?;
        let mut read = Standpoint::Staff.read(ctx).await?;
        let slice = refused_documents(&mut read, self.row.id, &page.request()).await.map_err(unread)?;
        Ok(page.connect_slice(slice, |row| (row.cursor(), RefusedDocument { row }), EmptyFields))
    }
}

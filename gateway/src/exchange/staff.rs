//! What 1C sent, as the supplier's staff sees it, and taking in again what was refused.

mod batch;
mod refused_document;
mod replay_exchange_documents;

use async_graphql::{Context, MergedObject, Result};
use domain::vocabulary::BatchId;
use projections::exchange::{exchange_batch, exchange_batches};

pub use batch::{ExchangeBatch, ExchangeBatchConnection};
pub use refused_document::RefusedDocumentConnection;

use crate::graphql::connection::{Page, PageArguments};
use crate::graphql::errors::unread;
use crate::graphql::standpoint::Standpoint;

/// What the supplier's staff can do about the exchange.
#[derive(MergedObject, Default)]
pub struct ExchangeMutations(replay_exchange_documents::ReplayExchangeDocumentsMutation);

/// A page of batches, the latest first.
pub async fn batch_connection(
    ctx: &Context<'_>,
    base: Option<String>,
    arguments: &PageArguments,
) -> Result<ExchangeBatchConnection> {
    let page = Page::of(arguments)?;
    let mut read = Standpoint::Staff.read(ctx).await?;
    let slice = exchange_batches(&mut read, base.as_deref(), &page.request()).await.map_err(unread)?;
    Ok(page.connect_slice(
        slice,
        |row| (row.cursor(), ExchangeBatch { row }),
        async_graphql::connection::EmptyFields,
    ))
}

/// A batch, if there is one.
pub async fn batch_of(ctx: &Context<'_>, id: BatchId) -> Result<Option<ExchangeBatch>> {
    let row = exchange_batch(&mut Standpoint::Staff.read(ctx).await?, id).await.map_err(unread)?;
    Ok(row.map(|row| ExchangeBatch { row }))
}

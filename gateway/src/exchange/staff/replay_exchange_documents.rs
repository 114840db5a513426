//! `replayExchangeDocuments`: what was refused is taken in again.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::exchange::try_again::{Which, try_again};
use commands::{CommandError, Request};
use domain::exchange::BaseName;
use domain::exchange::run::BatchCounts;
use domain::journal::Tenant;
use domain::vocabulary::BatchId;
use domain::vocabulary::ids::RefusedDocumentId;

use super::batch::ExchangeCounts;
use crate::exchange::contract::ContractReader;
use crate::graphql::global_id::GlobalId;
use crate::graphql::services::Services;
use crate::graphql::user_error::UserError;
use crate::visitor::Visitor;

/// Which documents.
#[derive(InputObject)]
pub struct ReplayExchangeDocumentsInput {
    /// Those of this base of 1C.
    base: String,
    /// Only those of this batch.
    batch_id: Option<GlobalId<BatchId>>,
    /// Only these, at most 1000.
    #[graphql(validator(max_items = 1000))]
    document_ids: Option<Vec<GlobalId<RefusedDocumentId>>>,
}

/// The outcome of taking documents in again.
#[derive(SimpleObject)]
pub struct ReplayExchangeDocumentsPayload {
    /// What became of the documents this time; null when it was refused.
    counts: Option<ExchangeCounts>,
    /// Why it was refused; empty when it was done.
    errors: Vec<UserError>,
}

/// Taking documents in again.
#[derive(Default)]
pub struct ReplayExchangeDocumentsMutation;

#[Object]
impl ReplayExchangeDocumentsMutation {
    /// Takes documents of a base in again that were refused and wait, in the order in which they
    /// came. What is refused again waits on.
    async fn replay_exchange_documents(
        &self,
        ctx: &Context<'_>,
        input: ReplayExchangeDocumentsInput,
    ) -> Result<ReplayExchangeDocumentsPayload> {
        let visitor = Visitor::of(ctx)?;
        visitor.signed_in()?;
        match replay(Services::of(ctx)?, visitor, input).await {
            Ok(counts) => {
                Ok(ReplayExchangeDocumentsPayload { counts: Some(counts.into()), errors: Vec::new() })
            }
            Err(error) => {
                let errors = vec![UserError::because(error, visitor.language)?];
                Ok(ReplayExchangeDocumentsPayload { counts: None, errors })
            }
        }
    }
}

async fn replay(
    services: &Services,
    visitor: &Visitor,
    input: ReplayExchangeDocumentsInput,
) -> Result<BatchCounts, CommandError> {
    let person = visitor.person().ok_or(CommandError::Forbidden)?;
    let requester = services.commands.access().staff(person, Tenant::Supplier).await?;
    requester.require(domain::organizations::Action::ManageExchange)?;
    let base: BaseName = input.base.parse()?;
    let documents = input.document_ids.map(|ids| ids.into_iter().map(|id| id.0.uuid()).collect());
    let which = Which { batch: input.batch_id.map(|id| id.0), documents };
    let request = Request::new(visitor.correlation());
    try_again(&services.commands, &ContractReader, &requester, &request, &base, &which).await
}

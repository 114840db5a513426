//! The use case of an import: the catalogue and the event that tells of it, in one transaction.

use std::sync::Arc;

use cqrs_es::event_sink::EventSink;
use cqrs_es::{Aggregate, DomainEvent};
use domain::exchange::run::{ExchangeRun, ExchangeRunCommand};
use domain::journal::{Position, StreamKey};
use domain::organizations::Action;
use domain::vocabulary::{ExchangeRunId, VatRate};
use sqlx::{PgConnection, PgPool};

use super::{Progress, Run, Source, Summary, TakeInError, TakenIn, take_in};
use crate::command::Request;
use crate::error::CommandError;
use crate::journal::{Append, NewEvent, StoreError, StreamAppend};
use crate::ports::Ports;
use crate::requester::Requester;

/// What an import goes by.
#[derive(Clone, Copy, Debug)]
pub struct TakeFiles {
    /// The rate of VAT of goods whose file does not say one.
    pub vat_when_unsaid: VatRate,
    /// The files hold everything: what they do not name is withdrawn, if it is at most so many
    /// percent of all goods on offer.
    pub complete: Option<u8>,
    /// Only tell what would happen.
    pub trial: bool,
}

/// What an import did.
#[derive(Clone, Debug)]
pub struct TakenFiles {
    /// What became of the files.
    pub summary: Summary,
    /// The position of the event; nothing after a trial, and when nothing differs.
    pub position: Option<Position>,
}

/// Why an import was not done. Nothing of it was.
#[derive(Debug, thiserror::Error)]
pub enum TakeFilesError {
    /// A file is broken, or the tables could not be written.
    #[error(transparent)]
    TakeIn(#[from] TakeInError),
    /// The event was refused or could not be written.
    #[error(transparent)]
    Command(#[from] CommandError),
}

/// Takes in the files of a catalogue and records it in the journal, all or nothing.
///
/// It does not run under [`Commands::execute`](crate::Commands::execute): a run is a stream
/// of its own that nobody else writes, and reading files again on a conflict would be no gain.
pub async fn take_files(
    pool: &PgPool,
    ports: &Ports,
    requester: &Requester,
    request: &Request,
    sources: &[Arc<dyn Source>],
    (how, progress): (TakeFiles, &dyn Progress),
) -> Result<TakenFiles, TakeFilesError> {
    requester.require(Action::TakeInCatalogue)?;
    let id = ExchangeRunId(ports.ids.next());
    let run = Run { id, at: ports.clock.now(), vat_when_unsaid: how.vat_when_unsaid, complete: how.complete };
    let mut transaction = pool.begin().await.map_err(TakeInError::from)?;
    let TakenIn { summary, record } = take_in(&mut transaction, sources, run, progress).await?;
    if how.trial {
        transaction.rollback().await.map_err(TakeInError::from)?;
        return Ok(TakenFiles { summary, position: None });
    }
    let position = match record {
        Some(command) => write_event(&mut transaction, ports, requester, request, run, command).await?,
        None => None,
    };
    transaction.commit().await.map_err(TakeInError::from)?;
    Ok(TakenFiles { summary, position })
}

async fn write_event(
    transaction: &mut PgConnection,
    ports: &Ports,
    requester: &Requester,
    request: &Request,
    run: Run,
    command: ExchangeRunCommand,
) -> Result<Option<Position>, CommandError> {
    let sink = EventSink::<ExchangeRun>::default();
    ExchangeRun::default().handle(command, &(), &sink).await?;
    let mut events = Vec::new();
    for event in sink.collect().await {
        events.push(NewEvent {
            event_id: ports.ids.next(),
            event_type: event.event_type(),
            event_version: event.event_version(),
            payload: serde_json::to_string(&event).map_err(StoreError::from)?,
            metadata: "{}".to_owned(),
        });
    }
    let append = Append {
        tenant: requester.tenant(),
        actor: requester.actor().clone(),
        on_behalf_of: None,
        correlation_id: request.correlation_id,
        causation_id: request.causation_id,
        occurred_at: run.at,
        idempotent: None,
        relied_on: requester.relied_on(),
        streams: vec![StreamAppend { key: StreamKey::of::<ExchangeRun>(run.id), first: 1, events }],
        effects: Vec::new(),
    };
    append.write_in(transaction).await.map(Some).map_err(CommandError::not_written)
}

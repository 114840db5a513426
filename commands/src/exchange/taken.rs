//! What is kept of what arrived: chunks with their answers, and what was refused.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use cqrs_es::event_sink::EventSink;
use cqrs_es::{Aggregate, DomainEvent};
use domain::exchange::run::{BatchCounts, DocumentOutcome, ExchangeRun, ExchangeRunCommand};
use domain::journal::{Position, StreamKey};
use domain::vocabulary::BatchId;
use sha2::{Digest, Sha256};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use super::credentials::CheckedBase;
use super::document::{Content, ReadDocument};
use super::intake::{contract_of, counterparty_of};
use super::outcome::{Answered, Reason, Verdict};
use super::packed::{pack, unpack};
use crate::command::Request;
use crate::error::CommandError;
use crate::journal::{Append, NewEvent, StoreError, StreamAppend};
use crate::ports::Ports;
use crate::requester::Requester;

/// Documents that are taken in together.
pub struct Chunk {
    pub(super) batch: BatchId,
    pub(super) number: i32,
    pub(super) first: u64,
    pub(super) sha256: Vec<u8>,
    pub(super) bodies: Vec<Vec<u8>>,
}

impl Chunk {
    pub(super) fn of(batch: BatchId, number: i32, first: u64, bodies: Vec<Vec<u8>>) -> Self {
        let mut digest = Sha256::new();
        for body in &bodies {
            digest.update((body.len() as u64).to_be_bytes());
            digest.update(body);
        }
        Self { batch, number, first, sha256: digest.finalize().to_vec(), bodies }
    }
}

/// What is known of a batch.
#[derive(Clone, Debug)]
pub struct BatchRow {
    /// The base that sent it.
    pub base: String,
    /// The id that 1C gave to it.
    pub key: String,
    /// The counts.
    pub counts: BatchCounts,
}

/// A batch.
pub async fn batch(pool: &PgPool, batch: BatchId) -> Result<BatchRow, StoreError> {
    let row = sqlx::query!("SELECT base, key, counts FROM exchange.batches WHERE id = $1", batch.uuid())
        .fetch_one(pool)
        .await?;
    Ok(BatchRow { base: row.base, key: row.key, counts: serde_json::from_value(row.counts)? })
}

/// What became of the documents of one chunk of a batch; nothing after the last one.
pub async fn answers(
    pool: &PgPool,
    batch: BatchId,
    number: i32,
) -> Result<Option<Vec<Answered>>, StoreError> {
    let outcomes = sqlx::query_scalar!(
        "SELECT outcomes FROM exchange.chunks WHERE batch = $1 AND number = $2",
        batch.uuid(),
        number
    )
    .fetch_optional(pool)
    .await?;
    let Some(outcomes) = outcomes else { return Ok(None) };
    let lines = unpack(&outcomes)?;
    let lines = lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    Ok(Some(lines.map(serde_json::from_slice).collect::<Result<_, _>>()?))
}

/// Keeps a chunk with its verdicts.
pub(super) async fn keep_chunk(
    connection: &mut PgConnection,
    ports: &Ports,
    base: &CheckedBase,
    chunk: &Chunk,
    documents: &[ReadDocument],
    verdicts: &[Verdict],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let mut counts = BatchCounts::default();
    let mut lines = Vec::with_capacity(verdicts.len());
    for ((document, verdict), number) in documents.iter().zip(verdicts).zip(chunk.first..) {
        counts.note(verdict.outcome);
        let (kind, id) = (document.kind.clone(), document.id.clone());
        lines.push(serde_json::to_vec(&Answered { number, kind, id, verdict: verdict.clone() })?);
    }
    let packed = |error: std::io::Error| StoreError::Json(serde_json::Error::io(error));
    let arrived = pack(chunk.bodies.iter().map(Vec::as_slice)).map_err(packed)?;
    let outcomes = pack(lines.iter().map(Vec::as_slice)).map_err(packed)?;
    let bytes: usize = chunk.bodies.iter().map(Vec::len).sum();
    sqlx::query!(
        "INSERT INTO exchange.chunks
                (batch, number, sha256, documents, bytes, counts, arrived, outcomes, taken_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        chunk.batch.uuid(),
        chunk.number,
        chunk.sha256,
        i32::try_from(chunk.bodies.len()).unwrap_or(i32::MAX),
        i64::try_from(bytes).unwrap_or(i64::MAX),
        serde_json::to_value(counts)?,
        arrived,
        outcomes,
        now
    )
    .execute(&mut *connection)
    .await?;
    keep_refused(connection, ports, base, chunk, documents, verdicts, now).await
}

async fn keep_refused(
    connection: &mut PgConnection,
    ports: &Ports,
    base: &CheckedBase,
    chunk: &Chunk,
    documents: &[ReadDocument],
    verdicts: &[Verdict],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let mut rows = Refusals::default();
    for (index, (document, verdict)) in documents.iter().zip(verdicts).enumerate() {
        if let (DocumentOutcome::Refused, Some(reason)) = (verdict.outcome, &verdict.reason) {
            let number = chunk.first + index as u64;
            rows.add(ports.ids.next(), number, document, &chunk.bodies[index], reason);
        }
    }
    if rows.ids.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "INSERT INTO exchange.refused
                (id, base, batch, number, kind, document, body, code, russian, english, field, retry, refused_at,
                 counterparty, contract)
         SELECT given.id, $1, $2, given.number, given.kind, given.document, given.body, given.code,
                given.russian, given.english, given.field, given.retry, $13, given.counterparty, given.contract
           FROM unnest($3::uuid[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                       $10::text[], $11::text[], $12::boolean[], $14::text[], $15::text[])
                AS given (id, number, kind, document, body, code, russian, english, field, retry, counterparty, contract)",
        base.name().as_str(),
        chunk.batch.uuid(),
        &rows.ids,
        &rows.numbers,
        &rows.kinds as &[Option<String>],
        &rows.documents as &[Option<String>],
        &rows.bodies,
        &rows.codes,
        &rows.russian,
        &rows.english,
        &rows.fields as &[Option<String>],
        &rows.retries,
        now,
        &rows.counterparties as &[Option<String>],
        &rows.contracts as &[Option<String>]
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Refused documents as columns.
#[derive(Default)]
struct Refusals {
    ids: Vec<Uuid>,
    numbers: Vec<i64>,
    kinds: Vec<Option<String>>,
    documents: Vec<Option<String>>,
    bodies: Vec<String>,
    codes: Vec<String>,
    russian: Vec<String>,
    english: Vec<String>,
    fields: Vec<Option<String>>,
    retries: Vec<bool>,
    counterparties: Vec<Option<String>>,
    contracts: Vec<Option<String>>,
}

impl Refusals {
    fn add(&mut self, id: Uuid, number: u64, document: &ReadDocument, body: &[u8], reason: &Reason) {
        // PostgreSQL keeps no NUL in a text; nor does a document need one.
        let kept = |text: &str| text.replace('\0', "\u{fffd}");
        self.ids.push(id);
        self.numbers.push(i64::try_from(number).unwrap_or(i64::MAX));
        self.kinds.push(document.kind.as_deref().map(kept));
        self.documents.push(document.id.as_deref().map(kept));
        self.bodies.push(kept(&String::from_utf8_lossy(body)));
        self.codes.push(reason.code.to_string());
        self.russian.push(kept(&reason.russian));
        self.english.push(kept(&reason.english));
        self.fields.push(reason.field.as_deref().map(kept));
        self.retries.push(reason.retry);
        let named =
            |name: fn(&Content) -> Option<&str>| document.content.as_ref().ok().and_then(name).map(kept);
        self.counterparties.push(named(counterparty_of));
        self.contracts.push(named(contract_of));
    }
}

/// How many chunks, documents and bytes a batch has, and what became of them.
pub(super) async fn totals(
    connection: &mut PgConnection,
    batch: BatchId,
) -> Result<(i64, i64, i64, BatchCounts), StoreError> {
    let rows =
        sqlx::query!("SELECT documents, bytes, counts FROM exchange.chunks WHERE batch = $1", batch.uuid())
            .fetch_all(connection)
            .await?;
    let (mut chunks, mut documents, mut bytes, mut counts) = (0, 0, 0, BatchCounts::default());
    for row in rows {
        chunks += 1;
        documents += i64::from(row.documents);
        bytes += row.bytes;
        counts = counts.plus(serde_json::from_value(row.counts)?);
    }
    Ok((chunks, documents, bytes, counts))
}

/// Records what an exchange did, as the last thing before the commit.
pub(super) async fn record(
    connection: &mut PgConnection,
    ports: &Ports,
    requester: &Requester,
    request: &Request,
    command: ExchangeRunCommand,
) -> Result<Position, CommandError> {
    let (ExchangeRunCommand::TakeCatalogue { run, at, .. }
    | ExchangeRunCommand::TakeBatch { run, at, .. }
    | ExchangeRunCommand::TryAgain { run, at, .. }) = &command;
    let (run, at) = (*run, *at);
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
        occurred_at: at,
        idempotent: None,
        relied_on: requester.relied_on(),
        streams: vec![StreamAppend { key: StreamKey::of::<ExchangeRun>(run), first: 1, events }],
        effects: Vec::new(),
    };
    append.write_in(connection).await.map_err(CommandError::not_written)
}

/// Bytes in lower-case hexadecimal.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

//! Taking a batch in, chunk after chunk.
//!
//! A chunk is a transaction: the documents as they arrived, what became of them, and what they
//! changed are there together or not at all. Whatever ends the request, what it did not reach is
//! taken in when the batch comes again.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::exchange::run::{BatchCounts, ExchangeRunCommand};
use domain::journal::Tenant;
use domain::vocabulary::{BatchId, ExchangeRunId};
use sqlx::PgConnection;
use uuid::Uuid;

use super::credentials::CheckedBase;
use super::document::DocumentReader;
use super::intake::Intake;
use super::taken::{self, Chunk};
use crate::accounts::heard;
use crate::command::Request;
use crate::error::CommandError;
use crate::execute::Commands;
use crate::journal::StoreError;
use crate::requester::Requester;

/// How often a chunk is tried when others change the same.
const TRIES: usize = 5;

/// Batches of a base that proved who it is.
pub struct Batches<'a> {
    /// What documents are taken in with.
    pub commands: &'a Commands,
    /// What reads them.
    pub reader: &'a dyn DocumentReader,
    /// Who sends them.
    pub base: &'a CheckedBase,
    /// The request in which they come.
    pub request: &'a Request,
}

/// What is to be done about a batch.
pub enum Begun<'a> {
    /// It is new, or was cut off: take its documents.
    Taking(Taking<'a>),
    /// It was taken in before.
    Completed {
        /// The batch.
        batch: BatchId,
        /// `SHA-256` of its uncompressed body.
        sha256: Vec<u8>,
    },
}

/// A batch that is being taken in.
pub struct Taking<'a> {
    batches: &'a Batches<'a>,
    batch: BatchId,
    attempt: Uuid,
    chunks: i32,
    documents: u64,
}

/// Why a batch is not taken in any further.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    /// Another request sends the same batch.
    #[error("another request takes this batch in")]
    Superseded,
    /// It came before with other documents.
    #[error("a batch with this id came before with other documents")]
    Differs,
    /// It could not be written.
    #[error(transparent)]
    Command(#[from] CommandError),
}

impl From<sqlx::Error> for TakeError {
    fn from(error: sqlx::Error) -> Self {
        Self::Command(CommandError::database(error))
    }
}

impl From<StoreError> for TakeError {
    fn from(error: StoreError) -> Self {
        Self::Command(error.into())
    }
}

impl Batches<'_> {
    /// Begins to take a batch in, under the id that 1C gave to it.
    pub async fn begin(&self, key: &str, sent_at: Option<DateTime<Utc>>) -> Result<Begun<'_>, TakeError> {
        let ports = self.commands.ports();
        let attempt = ports.ids.next();
        let row = sqlx::query!(
            r#"INSERT INTO exchange.batches AS kept (id, base, key, sent_at, state, attempt, began_at, counts)
               VALUES ($1, $2, $3, $4, 'receiving', $1, $5, $6)
               ON CONFLICT ON CONSTRAINT batches_key DO UPDATE
               SET attempt = CASE WHEN kept.state = 'receiving' THEN excluded.attempt ELSE kept.attempt END,
                   attempts = kept.attempts + 1
               RETURNING id, sha256"#,
            attempt,
            self.base.name().as_str(),
            key,
            sent_at,
            ports.clock.now(),
            serde_json::to_value(BatchCounts::default()).map_err(StoreError::from)?
        )
        .fetch_one(self.commands.pool())
        .await?;
        let batch = BatchId(row.id);
        Ok(match row.sha256 {
            Some(sha256) => Begun::Completed { batch, sha256 },
            None => Begun::Taking(Taking { batches: self, batch, attempt, chunks: 0, documents: 0 }),
        })
    }
}

impl Taking<'_> {
    /// The batch.
    pub const fn batch(&self) -> BatchId {
        self.batch
    }

    /// How many documents were taken in, or were so before.
    pub const fn documents(&self) -> u64 {
        self.documents
    }

    /// Takes the next chunk in.
    pub async fn take(&mut self, bodies: Vec<Vec<u8>>) -> Result<(), TakeError> {
        let chunk = Chunk::of(self.batch, self.chunks, self.documents, bodies);
        if !self.is_known(&chunk).await? {
            self.take_new(&chunk).await?;
        }
        self.chunks += 1;
        self.documents += chunk.bodies.len() as u64;
        Ok(())
    }

    async fn take_new(&self, chunk: &Chunk) -> Result<(), TakeError> {
        let documents: Vec<_> = chunk.bodies.iter().map(|body| self.batches.reader.read(body)).collect();
        let Batches { commands, base, request, .. } = self.batches;
        let intake = Intake { commands, base, request };
        let moved = intake.ask_each(&documents).await?;
        let mut tries = 1;
        loop {
            let mut transaction = commands.pool().begin().await?;
            if !self.stands(&mut transaction, chunk).await? {
                return Ok(());
            }
            let taken = match intake.take(&mut transaction, &documents, moved.clone()).await {
                Err(error) if error.is_transient() && tries < TRIES => {
                    tries += 1;
                    continue;
                }
                taken => taken?,
            };
            let now = commands.ports().clock.now();
            taken::keep_chunk(
                &mut transaction,
                commands.ports(),
                base,
                chunk,
                &documents,
                &taken.verdicts,
                now,
            )
            .await?;
            transaction.commit().await?;
            if let Some(position) = taken.position {
                commands.wake().reached(position);
            }
            return Ok(());
        }
    }

    /// Whether the chunk was taken in before the batch was cut off.
    async fn is_known(&self, chunk: &Chunk) -> Result<bool, TakeError> {
        let mut connection = self.batches.commands.pool().acquire().await?;
        self.compare(&mut connection, chunk).await
    }

    /// Whether the chunk is still to be taken in, by this request. The batch stays locked.
    async fn stands(&self, connection: &mut PgConnection, chunk: &Chunk) -> Result<bool, TakeError> {
        self.lock(connection).await?;
        Ok(!self.compare(connection, chunk).await?)
    }

    async fn lock(&self, connection: &mut PgConnection) -> Result<(), TakeError> {
        let attempt = sqlx::query_scalar!(
            "SELECT attempt FROM exchange.batches WHERE id = $1 AND state = 'receiving' FOR UPDATE",
            self.batch.uuid()
        )
        .fetch_optional(connection)
        .await?;
        if attempt == Some(self.attempt) { Ok(()) } else { Err(TakeError::Superseded) }
    }

    async fn compare(&self, connection: &mut PgConnection, chunk: &Chunk) -> Result<bool, TakeError> {
        let known = sqlx::query_scalar!(
            "SELECT sha256 FROM exchange.chunks WHERE batch = $1 AND number = $2",
            self.batch.uuid(),
            chunk.number
        )
        .fetch_optional(connection)
        .await?;
        match known {
            None => Ok(false),
            Some(sha256) if sha256 == chunk.sha256 => Ok(true),
            Some(_) => Err(TakeError::Differs),
        }
    }

    /// Ends the batch: all of it is taken in.
    pub async fn finish(self, sha256: [u8; 32]) -> Result<BatchId, TakeError> {
        let Batches { commands, base, request, .. } = self.batches;
        let mut transaction = commands.pool().begin().await?;
        self.lock(&mut transaction).await?;
        let (chunks, documents, bytes, counts) = taken::totals(&mut transaction, self.batch).await?;
        // An earlier attempt came further with more documents.
        if chunks != i64::from(self.chunks) {
            return Err(TakeError::Differs);
        }
        let (run, at) = (ExchangeRunId(commands.ports().ids.next()), commands.ports().clock.now());
        sqlx::query!(
            "UPDATE exchange.batches
                SET state = 'completed', ended_at = $2, sha256 = $3, bytes = $4, documents = $5, counts = $6,
                    run = $7
              WHERE id = $1",
            self.batch.uuid(),
            at,
            &sha256,
            bytes,
            documents,
            serde_json::to_value(counts).map_err(StoreError::from)?,
            run.uuid()
        )
        .execute(&mut *transaction)
        .await?;
        // Whatever it holds: a base that has nothing new to say sends an empty one.
        heard(&mut transaction, base.name(), at, &BTreeSet::new()).await?;
        let command = ExchangeRunCommand::TakeBatch {
            run,
            base: base.name().clone(),
            batch: self.batch,
            sha256: taken::hexadecimal(&sha256),
            counts,
            at,
        };
        let requester = Requester::exchange(base, Tenant::Supplier);
        let position =
            taken::record(&mut transaction, commands.ports(), &requester, request, command).await?;
        transaction.commit().await?;
        commands.wake().reached(position);
        Ok(self.batch)
    }
}

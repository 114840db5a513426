//! The execution of commands: the only loop that loads, decides and appends.

use std::sync::Arc;
use std::time::Duration;

use domain::journal::Position;
use domain::organizations::Action;
use domain::vocabulary::OrderId;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use sqlx::PgPool;
use tokio::time::Instant;

use crate::approvals::{Preview, Previewed};
use crate::command::{Command, Done, Request};
use crate::error::{CommandError, Refused};
use crate::journal::{Feed, Idempotent, StoreError, StreamQueue, Wake};
use crate::ordering::Repricing;
use crate::organizations::AccessTable;
use crate::ports::{AccountFacts, Facts, OrderingFacts, Ports};
use crate::requester::Requester;
use crate::work::Work;

/// How long a command decides again after others were first.
const PATIENCE: Duration = Duration::from_secs(1);

/// Everything that can be asked, over one database. Cheap to clone.
#[derive(Clone)]
pub struct Commands {
    pool: PgPool,
    ports: Ports,
    facts: Facts,
    queue: StreamQueue,
    wake: Wake,
}

impl Commands {
    /// Commands over the connections of the writer. What only read models know is unknown.
    pub fn new(pool: PgPool, ports: Ports) -> Self {
        let (queue, wake) = (StreamQueue::default(), Wake::default());
        Self { pool, ports, facts: Facts::default(), queue, wake }
    }

    /// The same, with somebody to ask for what only read models know of orders.
    #[must_use]
    pub fn knowing(self, ordering: Arc<dyn OrderingFacts>) -> Self {
        Self { facts: Facts { ordering, ..self.facts }, ..self }
    }

    /// The same, with somebody to ask for what only read models know of accounts.
    #[must_use]
    pub fn knowing_accounts(self, accounts: Arc<dyn AccountFacts>) -> Self {
        Self { facts: Facts { accounts, ..self.facts }, ..self }
    }

    /// The connections of the writer.
    pub const fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Time, ids and randomness.
    pub const fn ports(&self) -> &Ports {
        &self.ports
    }

    /// Tells when the journal grows.
    pub const fn wake(&self) -> &Wake {
        &self.wake
    }

    /// The journal in the order of its positions.
    pub fn feed(&self) -> Feed {
        Feed::new(self.pool.clone())
    }

    /// Looks up who may do what.
    pub fn access(&self) -> AccessTable {
        AccessTable::new(self.pool.clone())
    }

    /// Carries out a command: first result of the same request, permission (which the
    /// request itself may have ended), turn on its streams, decision, append; again if others were first, for one second.
    pub async fn execute<C: Command>(
        &self,
        requester: &Requester,
        request: &Request,
        command: &C,
    ) -> Result<Done<C::Outcome>, CommandError> {
        let hash = request_hash(command)?;
        if let Some(done) = self.first_result(requester, request, &hash).await? {
            return Ok(done);
        }
        requester.require(C::ACTION)?;
        let _turns = self.queue.wait(command.streams()).await;
        let started = Instant::now();
        let mut requester = requester.clone();
        loop {
            match self.attempt(&requester, request, command, &hash).await {
                Ok(done) => {
                    self.wake.reached(done.position);
                    return Ok(done);
                }
                Err(Refused::Finally(error)) => {
                    return self.first_result_or(error, &requester, request, &hash).await;
                }
                Err(Refused::KeyTaken) => {
                    let first = self.first_result(&requester, request, &hash).await?;
                    return first.ok_or(CommandError::Conflict);
                }
                Err(Refused::AccessChanged) => match self.still_allowed(&requester, C::ACTION).await {
                    Ok(now) => requester = now,
                    Err(error) => {
                        return self.first_result_or(error, &requester, request, &hash).await;
                    }
                },
                Err(Refused::Again) => {}
            }
            if started.elapsed() > PATIENCE {
                return Err(CommandError::Conflict);
            }
            tokio::time::sleep(self.pause()).await;
        }
    }

    /// Whether a command would be refused as things are now. Nothing is written.
    pub async fn rehearse<C: Command>(&self, requester: &Requester, command: &C) -> Result<(), CommandError> {
        requester.require(C::ACTION)?;
        let mut work = Work::begin(&self.pool, &self.ports, &self.facts, requester);
        command.run(&mut work).await.map(drop)
    }

    /// What the approval policy would say about an order before it is submitted. Nothing is
    /// written.
    pub async fn preview_approval(
        &self,
        requester: &Requester,
        previewed: &Previewed,
    ) -> Result<Preview, CommandError> {
        let mut work = Work::begin(&self.pool, &self.ports, &self.facts, requester);
        previewed.preview(&mut work).await
    }

    /// What an order would cost if it were submitted now; nothing unless it waits for its
    /// submission. Nothing is written.
    pub async fn reprice(
        &self,
        requester: &Requester,
        order: OrderId,
    ) -> Result<Option<Repricing>, CommandError> {
        let work = Work::begin(&self.pool, &self.ports, &self.facts, requester);
        Repricing::of(&work, order).await
    }

    async fn still_allowed(&self, requester: &Requester, action: Action) -> Result<Requester, CommandError> {
        let now = self.access().again(requester).await?;
        now.require(action)?;
        Ok(now)
    }

    async fn attempt<C: Command>(
        &self,
        requester: &Requester,
        request: &Request,
        command: &C,
        hash: &[u8],
    ) -> Result<Done<C::Outcome>, Refused> {
        let mut work = Work::begin(&self.pool, &self.ports, &self.facts, requester);
        let outcome = command.run(&mut work).await.map_err(Refused::Finally)?;
        let idempotent = match &request.idempotency_key {
            None => None,
            Some(key) => Some(Idempotent {
                key: key.clone(),
                request_hash: hash.to_vec(),
                outcome: serde_json::to_string(&outcome)
                    .map_err(|error| Refused::Finally(CommandError::Store(StoreError::Json(error))))?,
            }),
        };
        let position = work.commit(request, idempotent).await?;
        Ok(Done { outcome, position })
    }

    /// What refused a request may be its own first copy, which was carried out while
    /// this one waited for its turn.
    async fn first_result_or<T: DeserializeOwned>(
        &self,
        error: CommandError,
        requester: &Requester,
        request: &Request,
        hash: &[u8],
    ) -> Result<Done<T>, CommandError> {
        if matches!(error, CommandError::Store(_)) {
            return Err(error);
        }
        self.first_result(requester, request, hash).await?.ok_or(error)
    }

    async fn first_result<T: DeserializeOwned>(
        &self,
        requester: &Requester,
        request: &Request,
        hash: &[u8],
    ) -> Result<Option<Done<T>>, CommandError> {
        let Some(key) = request.key()? else {
            return Ok(None);
        };
        let row = sqlx::query!(
            r#"SELECT request_hash, outcome::text AS "outcome!", position
                 FROM journal.idempotency WHERE organization = $1 AND actor = $2 AND key = $3"#,
            requester.tenant().to_string(),
            requester.actor().to_string(),
            key
        )
        .fetch_optional(&self.pool)
        .await
        .map_err(CommandError::database)?;
        match row {
            None => Ok(None),
            Some(row) if row.request_hash != hash => Err(CommandError::KeyReused),
            Some(row) => {
                let outcome = serde_json::from_str(&row.outcome).map_err(StoreError::Json)?;
                Ok(Some(Done { outcome, position: Position(row.position) }))
            }
        }
    }

    /// A short, uneven pause, so that rivals do not meet again at once.
    fn pause(&self) -> Duration {
        let mut byte = [0];
        self.ports.entropy.fill(&mut byte);
        Duration::from_micros(500 + 40 * u64::from(byte[0]))
    }
}

fn request_hash<C: Command>(command: &C) -> Result<Vec<u8>, StoreError> {
    let request = serde_json::to_vec(command)?;
    Ok(Sha256::new().chain_update(C::NAME).chain_update([0]).chain_update(request).finalize().to_vec())
}

//! Documents that were refused, taken in again: an operator asks for it when what they lacked came.

use domain::exchange::BaseName;
use domain::exchange::run::{BatchCounts, DocumentOutcome, ExchangeRunCommand};
use domain::vocabulary::{BatchId, ExchangeRunId};
use sqlx::PgConnection;
use uuid::Uuid;

use super::credentials::CheckedBase;
use super::document::{DocumentReader, ReadDocument};
use super::intake::Intake;
use super::outcome::Verdict;
use super::taken;
use crate::command::Request;
use crate::error::CommandError;
use crate::execute::Commands;
use crate::journal::StoreError;
use crate::requester::Requester;

/// How many documents are taken in together.
const TOGETHER: i64 = 1000;

/// Which of the refused documents of a base.
#[derive(Clone, Debug, Default)]
pub struct Which {
    /// Only those of a batch.
    pub batch: Option<BatchId>,
    /// Only these.
    pub documents: Option<Vec<Uuid>>,
}

/// A refused document that waits.
struct Waiting {
    id: Uuid,
    body: String,
}

/// Takes refused documents of a base in again, in the order in which they came, and says what
/// became of them. What is refused again waits on.
pub async fn try_again(
    commands: &Commands,
    reader: &dyn DocumentReader,
    requester: &Requester,
    request: &Request,
    base: &BaseName,
    which: &Which,
) -> Result<BatchCounts, CommandError> {
    let base = CheckedBase::on_order_of(requester, base.clone())?;
    let intake = Intake { commands, base: &base, request };
    let (mut counts, mut after) = (BatchCounts::default(), (chrono::DateTime::UNIX_EPOCH, Uuid::nil()));
    loop {
        let (waiting, last) = waiting(commands, &base, which, after).await?;
        let Some(last) = last else { break };
        counts = counts.plus(take(&intake, reader, &waiting).await?);
        after = last;
    }
    if counts.documents() > 0 {
        record(commands, requester, request, &base, counts).await?;
    }
    Ok(counts)
}

async fn take(
    intake: &Intake<'_>,
    reader: &dyn DocumentReader,
    waiting: &[Waiting],
) -> Result<BatchCounts, CommandError> {
    let documents: Vec<ReadDocument> = waiting.iter().map(|one| reader.read(one.body.as_bytes())).collect();
    let moved = intake.ask_each(&documents).await?;
    let mut transaction = intake.commands.pool().begin().await.map_err(CommandError::database)?;
    let taken = intake.take(&mut transaction, &documents, moved).await?;
    let mut counts = BatchCounts::default();
    for (one, verdict) in waiting.iter().zip(&taken.verdicts) {
        counts.note(verdict.outcome);
        settle(&mut transaction, intake, one, verdict).await?;
    }
    transaction.commit().await.map_err(CommandError::database)?;
    if let Some(position) = taken.position {
        intake.commands.wake().reached(position);
    }
    Ok(counts)
}

async fn settle(
    connection: &mut PgConnection,
    intake: &Intake<'_>,
    one: &Waiting,
    verdict: &Verdict,
) -> Result<(), StoreError> {
    let now = intake.commands.ports().clock.now();
    let again = verdict.reason.as_ref().filter(|_| verdict.outcome == DocumentOutcome::Refused);
    sqlx::query!(
        "UPDATE exchange.refused
            SET tries = tries + 1, settled_at = CASE WHEN $2::text IS NULL THEN $3::timestamptz END,
                code = coalesce($2, code), russian = coalesce($4, russian), english = coalesce($5, english),
                field = CASE WHEN $2 IS NULL THEN field ELSE $6 END, retry = coalesce($7, retry)
          WHERE id = $1",
        one.id,
        again.map(|reason| reason.code.as_ref()),
        now,
        again.map(|reason| reason.russian.as_str()),
        again.map(|reason| reason.english.as_str()),
        again.and_then(|reason| reason.field.as_deref()),
        again.map(|reason| reason.retry)
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// The next documents that wait, and where they end.
async fn waiting(
    commands: &Commands,
    base: &CheckedBase,
    which: &Which,
    after: (chrono::DateTime<chrono::Utc>, Uuid),
) -> Result<(Vec<Waiting>, Option<(chrono::DateTime<chrono::Utc>, Uuid)>), StoreError> {
    let rows = sqlx::query!(
        "SELECT id, body, refused_at FROM exchange.refused
          WHERE base = $1 AND settled_at IS NULL AND ($2::uuid IS NULL OR batch = $2)
            AND ($3::uuid[] IS NULL OR id = ANY($3)) AND (refused_at, id) > ($4, $5)
          ORDER BY refused_at, id LIMIT $6",
        base.name().as_str(),
        which.batch.map(BatchId::uuid),
        which.documents.as_deref() as Option<&[Uuid]>,
        after.0,
        after.1,
        TOGETHER
    )
    .fetch_all(commands.pool())
    .await?;
    let last = rows.last().map(|row| (row.refused_at, row.id));
    Ok((rows.into_iter().map(|row| Waiting { id: row.id, body: row.body }).collect(), last))
}

async fn record(
    commands: &Commands,
    requester: &Requester,
    request: &Request,
    base: &CheckedBase,
    counts: BatchCounts,
) -> Result<(), CommandError> {
    let (run, at) = (ExchangeRunId(commands.ports().ids.next()), commands.ports().clock.now());
    let mut transaction = commands.pool().begin().await.map_err(CommandError::database)?;
    let command = ExchangeRunCommand::TryAgain { run, base: base.name().clone(), counts, at };
    let position = taken::record(&mut transaction, commands.ports(), requester, request, command).await?;
    transaction.commit().await.map_err(CommandError::database)?;
    commands.wake().reached(position);
    Ok(())
}

//! Taking in the files of one run, all or nothing.
//!
//! The caller opens the transaction, appends [`TakenIn::record`] to the journal in it, and
//! commits. Each phase reads the files that hold something for it: references, products,
//! offers, prices, stock. So the order of the files does not matter, and no more than one
//! batch is in memory.

mod batch;
mod prices;
mod products;
mod references;
mod stock;

use chrono::{DateTime, Utc};
use domain::exchange::run::ExchangeRunCommand;
use domain::vocabulary::{ExchangeRunId, VatRate};
use sqlx::PgConnection;

use super::{Entry, FileSummary, RecordKind, Source, Summary, Unreadable};
use batch::Batch;

/// One exchange, and what it goes by.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// The id of the exchange.
    pub id: ExchangeRunId,
    /// When it happens. Prices that come with it are valid from this moment on.
    pub at: DateTime<Utc>,
    /// The rate of VAT of goods whose file does not say one.
    pub vat_when_unsaid: VatRate,
}

/// What a run did.
#[derive(Clone, Debug)]
pub struct TakenIn {
    /// What became of the files.
    pub summary: Summary,
    /// What the journal has to be told, in the same transaction; nothing when the same
    /// files were taken in before and nothing differs.
    pub record: Option<ExchangeRunCommand>,
}

/// Why a run could not be taken in. Nothing of it stays, as the transaction is lost.
#[derive(Debug, thiserror::Error)]
pub enum TakeInError {
    /// A file is broken.
    #[error(transparent)]
    File(#[from] Unreadable),
    /// The database refused or was away.
    #[error("the catalogue cannot be written: {0}")]
    Store(#[from] sqlx::Error),
}

/// The kinds that are written together, because they do not depend on each other.
const PHASES: [&[RecordKind]; 5] = [
    &[
        RecordKind::Unit,
        RecordKind::Category,
        RecordKind::PriceType,
        RecordKind::Warehouse,
        RecordKind::Property,
        RecordKind::Other,
    ],
    &[RecordKind::Product],
    &[RecordKind::Offer],
    &[RecordKind::Price],
    &[RecordKind::Stock],
];

/// Takes in the files of one run.
pub async fn take_in(
    connection: &mut PgConnection,
    sources: &[Box<dyn Source>],
    run: Run,
) -> Result<TakenIn, TakeInError> {
    one_run_at_a_time(connection).await?;
    let mut summary = summary_before(connection, sources).await?;
    for phase in PHASES {
        for (source, file) in sources.iter().zip(&mut summary.files) {
            if phase.iter().any(|kind| source.file().holds.contains_key(kind)) {
                take_phase(connection, source.as_ref(), phase, run, file).await?;
            }
        }
    }
    note_files(connection, &summary, run).await?;
    let record = (!summary.is_repetition()).then(|| ExchangeRunCommand::TakeCatalogue {
        run: run.id,
        files: summary.taken_files(),
        counts: summary.counts(),
        at: run.at,
    });
    Ok(TakenIn { summary, record })
}

async fn take_phase(
    connection: &mut PgConnection,
    source: &dyn Source,
    phase: &[RecordKind],
    run: Run,
    file: &mut FileSummary,
) -> Result<(), TakeInError> {
    let mut batch = Batch::default();
    for entry in source.entries()? {
        let entry = entry?;
        if !phase.contains(&entry.kind()) {
            continue;
        }
        let kind = file.kinds.entry(entry.kind()).or_default();
        match entry {
            Entry::Record(record) => batch.push(record),
            Entry::Skipped { reason, example, .. } => kind.skip(reason, example),
            Entry::Assumed { assumption, example, .. } => kind.assume(assumption, example),
        }
        if batch.is_full() {
            batch.write(connection, run, file).await?;
        }
    }
    batch.write(connection, run, file).await
}

async fn summary_before(
    connection: &mut PgConnection,
    sources: &[Box<dyn Source>],
) -> Result<Summary, sqlx::Error> {
    let mut summary = Summary::default();
    for source in sources {
        let file = source.file().clone();
        let known_since =
            sqlx::query_scalar!("select taken_at from catalogue.taken_files where sha256 = $1", file.sha256)
                .fetch_optional(&mut *connection)
                .await?;
        summary.files.push(FileSummary { file, known_since, kinds: std::collections::BTreeMap::new() });
    }
    Ok(summary)
}

async fn note_files(connection: &mut PgConnection, summary: &Summary, run: Run) -> Result<(), sqlx::Error> {
    for FileSummary { file, .. } in &summary.files {
        sqlx::query!(
            "insert into catalogue.taken_files (sha256, name, kind, run, taken_at)
             values ($1, $2, $3, $4, $5) on conflict (sha256) do nothing",
            file.sha256,
            file.name,
            file.kind().to_string(),
            run.id.uuid(),
            run.at,
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// Two runs at once would compare with what the other has not committed yet.
async fn one_run_at_a_time(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query("select pg_advisory_xact_lock(hashtext('catalogue.take_in'))").execute(connection).await?;
    Ok(())
}

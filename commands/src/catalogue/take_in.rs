//! Taking in the files of one run, all or nothing.
//!
//! The caller opens the transaction, appends [`TakenIn::record`] to the journal in it, and
//! commits. Each phase reads the files that hold something for it: references, products, then
//! offers with prices and stock. So the order of the files does not matter. A file is read on a
//! thread of its own while the database writes, and no more than some batches are in memory.

mod batch;
mod complete;
mod offers;
mod prices;
mod products;
mod properties;
mod quarantine;
mod reading;
mod references;
mod stock;
mod variants;
mod words;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::exchange::run::ExchangeRunCommand;
use domain::vocabulary::{ExchangeRunId, VatRate};
use sqlx::{Executor, PgConnection};

use super::{Entry, FileSummary, Progress, RecordKind, Source, Summary, Unreadable};
use batch::Batch;
use quarantine::Quarantine;

/// One exchange, and what it goes by.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// The id of the exchange.
    pub id: ExchangeRunId,
    /// When it happens. Prices that come with it are valid from this moment on.
    pub at: DateTime<Utc>,
    /// The rate of VAT of goods whose file does not say one.
    pub vat_when_unsaid: VatRate,
    /// The files hold everything: what they do not name is withdrawn, if it is at most so many
    /// percent of all goods on offer.
    pub complete: Option<u8>,
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
    /// The files were said to be complete, and hold suspiciously little.
    #[error(
        "the files do not name {gone} of {offered} goods on offer, more than {at_most} percent: \
         nothing was changed"
    )]
    TooManyGone {
        /// How many goods are not named.
        gone: i64,
        /// How many are on offer.
        offered: i64,
        /// How many percent may be withdrawn at once.
        at_most: u8,
    },
    /// The database refused or was away.
    #[error("the catalogue cannot be written: {0}")]
    Store(#[from] sqlx::Error),
}

/// The kinds that are written together. A card is there before what is said about its goods.
const PHASES: [&[RecordKind]; 3] = [
    &[
        RecordKind::Unit,
        RecordKind::Category,
        RecordKind::PriceType,
        RecordKind::Warehouse,
        RecordKind::Property,
        RecordKind::Other,
    ],
    &[RecordKind::Product],
    &[RecordKind::Offer, RecordKind::Price, RecordKind::Stock],
];

/// Takes in the files of one run.
pub async fn take_in(
    connection: &mut PgConnection,
    sources: &[Arc<dyn Source>],
    run: Run,
    progress: &dyn Progress,
) -> Result<TakenIn, TakeInError> {
    one_run_at_a_time(connection).await?;
    if run.complete.is_some() {
        complete::begin(connection).await?;
    }
    progress.expect(sources.iter().flat_map(|source| source.file().holds.values()).sum());
    let mut summary = summary_before(connection, sources).await?;
    let mut quarantine = Quarantine::default();
    for phase in PHASES {
        for place in places(sources) {
            let (source, file) = (&sources[place], &mut summary.files[place]);
            if phase.iter().any(|kind| source.file().holds.contains_key(kind)) {
                take_phase(connection, source, phase, run, (file, &mut quarantine), progress).await?;
            }
        }
    }
    variants::follow_cards(connection).await?;
    if let Some(at_most) = run.complete {
        summary.withdrawn = complete::withdraw_the_rest(connection, at_most).await?;
    }
    quarantine::clear(connection, run, run.complete.is_some()).await?;
    if !summary.is_repetition() {
        if summary.renames_goods() {
            words::refresh(connection).await?;
        }
        words::count_change(connection).await?;
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

/// Files with offers come before those with nothing but prices or stock of their goods.
fn places(sources: &[Arc<dyn Source>]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..sources.len()).collect();
    places.sort_by_key(|&place| !sources[place].file().holds.contains_key(&RecordKind::Offer));
    places
}

async fn take_phase(
    connection: &mut PgConnection,
    source: &Arc<dyn Source>,
    phase: &'static [RecordKind],
    run: Run,
    (file, quarantine): (&mut FileSummary, &mut Quarantine),
    progress: &dyn Progress,
) -> Result<(), TakeInError> {
    let mut batch = Batch::default();
    let mut chunks = reading::read(Arc::clone(source), phase);
    while let Some(chunk) = chunks.recv().await {
        let chunk = chunk?;
        progress.advance(chunk.len() as u64);
        for entry in chunk {
            match entry {
                Entry::Record(record) => {
                    if batch.is_full_before(&record) {
                        batch.write(connection, run, (file, quarantine)).await?;
                    }
                    batch.push(record);
                }
                Entry::Skipped { kind, reason, example } => {
                    quarantine.put(kind, reason, &example);
                    file.kinds.entry(kind).or_default().skip(reason, example);
                }
                Entry::Assumed { kind, assumption, example } => {
                    file.kinds.entry(kind).or_default().assume(assumption, example);
                }
            }
        }
    }
    batch.write(connection, run, (file, quarantine)).await
}

async fn summary_before(
    connection: &mut PgConnection,
    sources: &[Arc<dyn Source>],
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
    sqlx::query("select pg_advisory_xact_lock(hashtext('catalogue.take_in'))")
        .execute(&mut *connection)
        .await?;
    // The tables grow within the run: a plan that was kept from its beginning scans them whole.
    connection.execute("set local plan_cache_mode = force_custom_plan").await?;
    Ok(())
}

//! One exchange with 1C: which files or documents came, and what became of them.

mod batch;

pub use batch::{BatchCounts, DocumentOutcome};

use chrono::{DateTime, Utc};
use cqrs_es::{Aggregate, DomainEvent, event_sink::EventSink};
use serde::{Deserialize, Serialize};
use strum::VariantNames;

use super::base_name::BaseName;
use crate::journal::{JournalEvent, Stream, Tenant, record};
use crate::refusal::Refusal;
use crate::vocabulary::{BatchId, ExchangeRunId};

/// A file that was taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenFile {
    /// The name under which it came, without folders.
    pub name: String,
    /// `SHA-256` of its bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// What it holds, by its content: `catalogue`, `offers`, `prices`, `rests`, `properties` or `nothing`.
    pub kind: String,
}

/// What became of the objects of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Not known before.
    pub added: u64,
    /// Known, and now different.
    pub changed: u64,
    /// Known, and the same.
    pub unchanged: u64,
    /// Left out, for a reason that the summary of the run says.
    pub skipped: u64,
}

impl Tally {
    /// Whether there was no object of the kind.
    pub const fn is_zero(&self) -> bool {
        self.added == 0 && self.changed == 0 && self.unchanged == 0 && self.skipped == 0
    }

    /// Whether any object is new or different.
    pub const fn changes(self) -> bool {
        self.added > 0 || self.changed > 0
    }
}

/// What became of all objects of a catalogue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueCounts {
    /// Categories.
    pub categories: Tally,
    /// Types of price.
    pub price_types: Tally,
    /// Warehouses.
    pub warehouses: Tally,
    /// Products.
    pub products: Tally,
    /// Offers: what is said about a product beside its card.
    pub offers: Tally,
    /// Prices.
    pub prices: Tally,
    /// Quantities in stock.
    pub stock: Tally,
    /// Properties of goods.
    #[serde(default, skip_serializing_if = "Tally::is_zero")]
    pub properties: Tally,
}

impl CatalogueCounts {
    /// Whether anything in the catalogue is new or different.
    pub const fn changes(&self) -> bool {
        self.categories.changes()
            || self.price_types.changes()
            || self.warehouses.changes()
            || self.products.changes()
            || self.offers.changes()
            || self.prices.changes()
            || self.stock.changes()
            || self.properties.changes()
    }
}

/// What can be asked of an exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExchangeRunCommand {
    /// Note that a catalogue was taken in.
    TakeCatalogue {
        /// The exchange.
        run: ExchangeRunId,
        /// The files, in the order in which they were given.
        files: Vec<TakenFile>,
        /// What became of their objects.
        counts: CatalogueCounts,
        /// When.
        at: DateTime<Utc>,
    },
    /// Note that a batch of documents was taken in.
    TakeBatch {
        /// The exchange.
        run: ExchangeRunId,
        /// The base that sent it.
        base: BaseName,
        /// The batch.
        batch: BatchId,
        /// `SHA-256` of its uncompressed body, in lower-case hexadecimal.
        sha256: String,
        /// What became of its documents.
        counts: BatchCounts,
        /// When.
        at: DateTime<Utc>,
    },
    /// Note that documents that were refused before were tried again.
    TryAgain {
        /// The exchange.
        run: ExchangeRunId,
        /// The base that sent them.
        base: BaseName,
        /// What became of them this time.
        counts: BatchCounts,
        /// When.
        at: DateTime<Utc>,
    },
}

/// What happened in an exchange.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, strum::AsRefStr, VariantNames)]
pub enum ExchangeRunEvent {
    /// A catalogue was taken in.
    CatalogueTaken {
        /// The exchange.
        run: ExchangeRunId,
        /// The files, in the order in which they were given.
        files: Vec<TakenFile>,
        /// What became of their objects.
        counts: CatalogueCounts,
        /// When.
        at: DateTime<Utc>,
    },
    /// A batch of documents was taken in.
    BatchTaken {
        /// The exchange.
        run: ExchangeRunId,
        /// The base that sent it.
        base: BaseName,
        /// The batch.
        batch: BatchId,
        /// `SHA-256` of its uncompressed body, in lower-case hexadecimal.
        sha256: String,
        /// What became of its documents.
        counts: BatchCounts,
        /// When.
        at: DateTime<Utc>,
    },
    /// Documents that were refused before were tried again.
    TriedAgain {
        /// The exchange.
        run: ExchangeRunId,
        /// The base that sent them.
        base: BaseName,
        /// What became of them this time.
        counts: BatchCounts,
        /// When.
        at: DateTime<Utc>,
    },
}

impl DomainEvent for ExchangeRunEvent {
    fn event_type(&self) -> String {
        self.as_ref().to_owned()
    }

    fn event_version(&self) -> String {
        Self::current_version(self.as_ref()).to_owned()
    }
}

impl JournalEvent for ExchangeRunEvent {
    const NAMES: &'static [&'static str] = Self::VARIANTS;
}

/// Why a request about an exchange is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExchangeRunError {
    /// An exchange ends with what it took in.
    #[error("this exchange is finished already")]
    AlreadyFinished,
    /// There was nothing to take in.
    #[error("an exchange needs at least one file")]
    NoFiles,
}

impl Refusal for ExchangeRunError {
    fn code(&self) -> &'static str {
        match self {
            Self::AlreadyFinished => "EXCHANGE_RUN_ALREADY_FINISHED",
            Self::NoFiles => "EXCHANGE_RUN_NO_FILES",
        }
    }

    fn in_russian(&self) -> String {
        match self {
            Self::AlreadyFinished => "Этот обмен уже завершён.",
            Self::NoFiles => "Для обмена нужен хотя бы один файл.",
        }
        .to_owned()
    }
}

/// An exchange as its history left it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExchangeRun {
    id: Option<ExchangeRunId>,
}

impl Stream for ExchangeRun {
    fn tenant(&self) -> Option<Tenant> {
        self.id.map(|_| Tenant::Supplier)
    }
}

impl Aggregate for ExchangeRun {
    const TYPE: &'static str = "exchange_run";
    type Command = ExchangeRunCommand;
    type Event = ExchangeRunEvent;
    type Error = ExchangeRunError;
    type Services = ();

    async fn handle(
        &mut self,
        command: ExchangeRunCommand,
        (): &(),
        sink: &EventSink<Self>,
    ) -> Result<(), ExchangeRunError> {
        record(decide(self, command)?, self, sink).await;
        Ok(())
    }

    fn apply(&mut self, event: ExchangeRunEvent) {
        match event {
            ExchangeRunEvent::CatalogueTaken { run, .. }
            | ExchangeRunEvent::BatchTaken { run, .. }
            | ExchangeRunEvent::TriedAgain { run, .. } => self.id = Some(run),
        }
    }
}

fn decide(
    exchange: &ExchangeRun,
    command: ExchangeRunCommand,
) -> Result<Vec<ExchangeRunEvent>, ExchangeRunError> {
    if exchange.id.is_some() {
        return Err(ExchangeRunError::AlreadyFinished);
    }
    let event = match command {
        ExchangeRunCommand::TakeCatalogue { files, .. } if files.is_empty() => {
            return Err(ExchangeRunError::NoFiles);
        }
        ExchangeRunCommand::TakeCatalogue { run, files, counts, at } => {
            ExchangeRunEvent::CatalogueTaken { run, files, counts, at }
        }
        ExchangeRunCommand::TakeBatch { run, base, batch, sha256, counts, at } => {
            ExchangeRunEvent::BatchTaken { run, base, batch, sha256, counts, at }
        }
        ExchangeRunCommand::TryAgain { run, base, counts, at } => {
            ExchangeRunEvent::TriedAgain { run, base, counts, at }
        }
    };
    Ok(vec![event])
}

#[cfg(test)]
mod tests;

//! What 1C is answered.

use commands::exchange::outcome::Answered;
use domain::exchange::run::{BatchCounts, DocumentOutcome};
use domain::refusal::Language;
use serde::Serialize;
use utoipa::ToSchema;

/// What became of a batch, without its documents: the first line of JSON Lines.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BatchSummary {
    /// The id that 1C gave to it.
    #[schema(example = "2026-03-02-0001")]
    pub batch: String,
    /// Ours, for whoever looks it up later.
    #[schema(example = "0195a3c0-0000-7000-8000-0000000000e3")]
    pub id: String,
    /// Always `completed`: a batch that was not taken in as a whole is answered by an error.
    #[schema(example = "completed")]
    pub state: &'static str,
    /// How many documents came to what.
    pub counts: Counts,
}

/// What became of a batch and of each of its documents.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BatchAnswer {
    /// The batch.
    #[serde(flatten)]
    pub summary: BatchSummary,
    /// Its documents in their order; only those that were refused, if `documents=refused` asks so.
    pub documents: Vec<DocumentAnswer>,
}

/// How many documents came to what.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// All of them.
    #[schema(example = 3)]
    pub documents: u64,
    /// Those that were not known.
    #[schema(example = 1)]
    pub posted: u64,
    /// Those that took the place of an earlier version.
    #[schema(example = 0)]
    pub replaced: u64,
    /// Those that do not count any more.
    #[schema(example = 0)]
    pub reversed: u64,
    /// Those that were known in this version.
    #[schema(example = 1)]
    pub unchanged: u64,
    /// Those that were known in a later version.
    #[schema(example = 0)]
    pub outdated: u64,
    /// Those that were not taken in.
    #[schema(example = 1)]
    pub refused: u64,
}

impl From<BatchCounts> for Counts {
    fn from(counts: BatchCounts) -> Self {
        let BatchCounts { posted, replaced, reversed, unchanged, outdated, refused } = counts;
        Self { documents: counts.documents(), posted, replaced, reversed, unchanged, outdated, refused }
    }
}

/// What became of a file.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FileAnswer {
    /// Its id in 1C.
    #[schema(example = "b1d2c3e4-5b1e-11f0-9d2a-00155d012345")]
    pub id: String,
    /// What became of it; `reversed` when it was withdrawn.
    pub outcome: OutcomeWord,
}

impl FileAnswer {
    /// Of an outcome.
    pub fn of(id: String, outcome: DocumentOutcome) -> Self {
        Self { id, outcome: outcome.into() }
    }
}

/// What became of a document.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DocumentAnswer {
    /// Its place in the batch, from 0.
    #[schema(example = 2)]
    pub index: u64,
    /// Its kind, as far as it could be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "settlement_document")]
    pub kind: Option<String>,
    /// Its id, as far as it could be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "8a4b1c2d-5b1e-11f0-9d2a-00155d012345")]
    pub id: Option<String>,
    /// What became of it.
    pub outcome: OutcomeWord,
    /// The stable code of the reason. A document that was not refused may have one as well: a
    /// counterparty that is no organization here.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "EXCHANGE_CONTRACT_UNKNOWN")]
    pub code: Option<String>,
    /// The reason, in the language that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "Этот договор ещё не передан или был отклонён.")]
    pub message: Option<String>,
    /// The field that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "contract")]
    pub field: Option<String>,
    /// Whether the same document may be taken in later. It is kept: an operator can take it in
    /// again, or 1C sends it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = true)]
    pub retry: Option<bool>,
}

impl DocumentAnswer {
    /// In a language.
    pub fn of(answered: Answered, language: Language) -> Self {
        let Answered { number, kind, id, verdict } = answered;
        let message = verdict.reason.as_ref().map(|reason| reason.message(language).to_owned());
        let (code, field, retry) = match verdict.reason {
            Some(reason) => (Some(reason.code.into_owned()), reason.field, Some(reason.retry)),
            None => (None, None, None),
        };
        let outcome = verdict.outcome.into();
        Self { index: number, kind, id, outcome, code, message, field, retry }
    }

    /// Whether it was refused.
    pub const fn is_refused(&self) -> bool {
        matches!(self.outcome, OutcomeWord::Refused)
    }
}

/// What became of a document.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeWord {
    /// It was not known, and is kept.
    Posted,
    /// It took the place of an earlier version.
    Replaced,
    /// It does not count any more.
    Reversed,
    /// This version of it was known.
    Unchanged,
    /// A later version of it was known.
    Outdated,
    /// It was not taken in: see `code`.
    Refused,
}

impl From<DocumentOutcome> for OutcomeWord {
    fn from(outcome: DocumentOutcome) -> Self {
        match outcome {
            DocumentOutcome::Posted => Self::Posted,
            DocumentOutcome::Replaced => Self::Replaced,
            DocumentOutcome::Reversed => Self::Reversed,
            DocumentOutcome::Unchanged => Self::Unchanged,
            DocumentOutcome::Outdated => Self::Outdated,
            DocumentOutcome::Refused => Self::Refused,
        }
    }
}

/// Why a request as a whole was not carried out.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The stable code.
    #[schema(example = "EXCHANGE_BATCH_DIFFERS")]
    pub code: &'static str,
    /// The reason, in the language that was asked for.
    pub message: String,
    /// Whether the same request may succeed later.
    pub retry: bool,
    /// The id under which the log knows more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace_id: Option<String>,
}

//! What became of one document, as 1C is answered and as it is kept.

use std::borrow::Cow;

use domain::exchange::run::DocumentOutcome;
use domain::refusal::{Language, Refusal};
use serde::{Deserialize, Serialize};

/// Why a document was refused, or what is to be known of one that was not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The stable code.
    pub code: Cow<'static, str>,
    /// The reason in Russian.
    pub russian: String,
    /// The reason in English.
    pub english: String,
    /// The field that it is about, as a path of names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Whether the same document may be taken in later.
    #[serde(default)]
    pub retry: bool,
}

impl Reason {
    /// A refusal that stays one, however often the document comes.
    pub fn of(refusal: &dyn Refusal) -> Self {
        Self {
            code: Cow::Borrowed(refusal.code()),
            russian: refusal.in_russian(),
            english: Language::English.message(refusal),
            field: refusal.field().map(str::to_owned),
            retry: false,
        }
    }

    /// The same, where it may be otherwise later.
    #[must_use]
    pub const fn for_now(mut self) -> Self {
        self.retry = true;
        self
    }

    /// The words in a language.
    pub fn message(&self, language: Language) -> &str {
        match language {
            Language::Russian => &self.russian,
            Language::English => &self.english,
        }
    }
}

/// What became of a document, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// What became of it.
    pub outcome: DocumentOutcome,
    /// Why, if it was refused; otherwise what should be known of it, if anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
}

impl Verdict {
    /// It was taken in, or was there.
    pub const fn taken(outcome: DocumentOutcome) -> Self {
        Self { outcome, reason: None }
    }

    /// It was refused.
    pub const fn refused(reason: Reason) -> Self {
        Self { outcome: DocumentOutcome::Refused, reason: Some(reason) }
    }

    /// How a version compares with the one that is kept; nothing if it is newer.
    pub(crate) const fn of_known(kept: i64, sent: i64) -> Option<Self> {
        if sent == kept {
            Some(Self::taken(DocumentOutcome::Unchanged))
        } else if sent < kept {
            Some(Self::taken(DocumentOutcome::Outdated))
        } else {
            None
        }
    }
}

impl<R: Into<Reason>> From<R> for Verdict {
    fn from(reason: R) -> Self {
        Self::refused(reason.into())
    }
}

/// One line of what is kept of a chunk: which document, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// Its place in the batch, from 0.
    pub number: u64,
    /// Its kind, as far as it could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Its id, as far as it could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What became of it.
    #[serde(flatten)]
    pub verdict: Verdict,
}

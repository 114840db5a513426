//! What happened to a document of the ledger.

use cqrs_es::DomainEvent;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantNames};

use super::entry::Entry;
use super::source::Source;
use crate::journal::JournalEvent;
use crate::vocabulary::{OrganizationId, SettlementDocumentId};

/// Why a document does not count any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Display, EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Reversal {
    /// Its posting was cancelled.
    Unposted,
    /// It was marked for deletion.
    Deleted,
    /// It is another customer's now, and goes on in their ledger.
    Moved,
}

/// What happened to a document of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, strum::AsRefStr, VariantNames)]
pub enum SettlementEvent {
    /// It was posted, for the first time or again.
    Posted {
        /// The document.
        document: SettlementDocumentId,
        /// Where it comes from.
        source: Source,
        /// Its version in 1C.
        version: u64,
        /// What it says.
        entry: Box<Entry>,
    },
    /// A newer version took the place of the one that counted.
    Replaced {
        /// Its version in 1C.
        version: u64,
        /// What it says now.
        entry: Box<Entry>,
    },
    /// A newer version says the same.
    Resaved {
        /// Its version in 1C.
        version: u64,
    },
    /// It does not count any more; or it never did, and an earlier version of it may still come.
    Reversed {
        /// Whose ledger it is in.
        organization: OrganizationId,
        /// Its version in 1C.
        version: u64,
        /// Why.
        why: Reversal,
    },
}

impl DomainEvent for SettlementEvent {
    fn event_type(&self) -> String {
        self.as_ref().to_owned()
    }

    fn event_version(&self) -> String {
        Self::current_version(self.as_ref()).to_owned()
    }
}

impl JournalEvent for SettlementEvent {
    const NAMES: &'static [&'static str] = Self::VARIANTS;
}

//! What can be asked of a document of the ledger.

use super::entry::Entry;
use super::event::Reversal;
use super::source::Source;
use crate::vocabulary::{OrganizationId, SettlementDocumentId};

/// What can be asked of a document of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettlementCommand {
    /// Take in a posted version.
    Post {
        /// The stream.
        document: SettlementDocumentId,
        /// Where it comes from.
        source: Source,
        /// Its version in 1C; a later one is larger.
        version: u64,
        /// What it says.
        entry: Box<Entry>,
    },
    /// Take in that its posting was cancelled.
    Reverse {
        /// Whose ledger it is in.
        organization: OrganizationId,
        /// The version in which it is cancelled.
        version: u64,
        /// Why.
        why: Reversal,
    },
}

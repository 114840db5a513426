//! The settlement ledger, as 1C writes it: one stream for each of its documents.
//!
//! A document of 1C is known by its version. A newer version takes the place of the one before, a
//! cancelled posting takes it away, and the journal keeps all of them. The ledger itself is what
//! the documents make of each other: see [`Ledger`].
//!
//! Every entry has two dates. `effective` is the accounting date, which 1C may set back; when we
//! learnt of it is the time of the event. So a posting that is set back never changes what was
//! shown before it came.

pub mod aging;
mod command;
mod decide;
pub mod entry;
mod error;
mod event;
pub mod ledger;
mod source;
mod state;

pub use aging::{Aging, Bucket};
pub use command::SettlementCommand;
pub use entry::{Allocation, Entry, EntryKind, Side};
pub use error::SettlementError;
pub use event::{Reversal, SettlementEvent};
pub use ledger::{Ledger, OpenItem, Part};
pub use source::{Source, settlement_document_id};
pub use state::{SettlementDocument, Standing};

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

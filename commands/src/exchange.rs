//! The exchange with 1C over JSON: who may send, what a batch does, what 1C has to fetch.
//!
//! A batch comes as chunks of documents, each in a transaction of its own that keeps what arrived
//! beside what became of it. A batch that was cut off is sent again: its first chunks are known by
//! their digest. How a document is written on the wire is the gateway's affair; it comes here
//! through the port [`DocumentReader`](document::DocumentReader).

pub mod credentials;
pub mod secret;

pub mod document;
pub mod outcome;
pub mod refusal;

pub mod batch;
pub mod forgetting;
pub mod inspected;
mod intake;
mod packed;
pub mod ready_again;
pub mod taken;
pub mod try_again;

mod balances;
mod contracts;
mod counterparties;
mod credit_limits;
pub(crate) mod known;
mod order_statuses;
pub mod outbox;
mod reconciliations;
mod rounds;
mod settlements;
pub mod tie;

pub use batch::{Batches, Begun, TakeError, Taking};
pub use credentials::{CheckError, CheckedBase, Credentials, Listed};
pub use document::{Content, DocumentReader, ReadDocument};
pub use outcome::{Reason, Verdict};
pub use refusal::ExchangeRefusal;
pub use secret::Secret;

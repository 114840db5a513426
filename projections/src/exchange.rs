//! The exchange with 1C, as the supplier's staff inspects it. It is read from its own tables.

pub mod batches;
pub mod refused;

pub use batches::{ExchangeBatchRow, exchange_batch, exchange_batches};
pub use refused::{RefusedDocumentRow, refused_documents};

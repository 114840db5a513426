//! The exchange of documents with 1C over HTTP.

pub mod base;
mod batches;
mod credentials;
mod cut_off;
mod description;
mod hostile;
mod orders;
mod outbox;
mod replaying;

//! The exchange of documents with 1C over HTTP.

mod base;
mod batches;
mod credentials;
mod cut_off;
mod description;
mod hostile;
mod orders;
mod replaying;

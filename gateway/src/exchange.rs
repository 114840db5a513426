//! The exchange with 1C. Now: catalogues in files; later: the protocol over HTTP.

pub mod catalogue_files;
pub mod commerceml;

pub use catalogue_files::{SeedError, seed_catalogue};

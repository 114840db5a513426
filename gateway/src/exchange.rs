//! The exchange with 1C: catalogues in files, and documents over the JSON contract.

pub mod catalogue_files;
pub mod commerceml;
pub mod contract;
pub mod http;
pub mod receiving;
pub mod staff;

pub use catalogue_files::{SeedError, seed_catalogue};

//! The wire formats and adapters of Kabinet: configuration, database, command line, HTTP.

pub mod cli;
pub mod config;
pub mod database;
pub mod http;
pub mod logging;
pub mod shutdown;

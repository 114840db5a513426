//! The wire formats and adapters of Kabinet.

// Every mutation adds a layer to the future of the schema's root, and the compiler follows them.
#![recursion_limit = "512"]

pub mod accounts;
pub mod adapters;
pub mod approvals;
pub mod catalogue;
pub mod cli;
pub mod config;
pub mod database;
pub mod demo;
pub mod documents;
pub mod exchange;
pub mod graphql;
pub mod history;
pub mod http;
pub mod identity;
pub mod locale;
pub mod logging;
pub mod notifications;
pub mod ordering;
pub mod organizations;
pub mod readiness;
pub mod service;
pub mod shutdown;
pub mod visitor;
pub mod workers;

//! The wire formats and adapters of Kabinet.

pub mod adapters;
pub mod demo;
pub mod exchange;
pub mod graphql;
pub mod http;
pub mod identity;
pub mod locale;
pub mod organizations;
pub mod visitor;
pub mod workers;

//! The wire formats and adapters of Kabinet.

pub mod adapters;
pub mod graphql;
pub mod http;
pub mod identity;
pub mod locale;
pub mod organizations;
pub mod visitor;

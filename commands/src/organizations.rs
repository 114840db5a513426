//! Organizations: who may act where.

pub mod access;

pub use access::AccessTable;

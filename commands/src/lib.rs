//! commands

pub mod catalogue;

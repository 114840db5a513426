//! projections

pub mod catalogue;

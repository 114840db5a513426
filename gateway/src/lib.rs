//! gateway

pub mod exchange;

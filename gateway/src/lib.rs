//! gateway

pub mod demo;
pub mod exchange;

//! The JSON contract with 1C: how documents and answers are written.
//!
//! `openapi.json` is made from these types. What is not said here is refused: an unknown kind, an
//! unknown field, a number where a decimal string should be.

pub mod answer;
pub mod document;
mod meaning;
pub mod openapi;
pub mod outbox;
mod reading;
pub mod reconciliation;
pub mod values;

pub use reading::ContractReader;

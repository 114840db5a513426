//! Exchanges with 1C. What 1C sends lives in tables of its own; the journal keeps that it
//! came, from which files, and how much of it was new.

pub mod base_name;
pub mod run;

pub use base_name::{BaseName, NotABaseName};

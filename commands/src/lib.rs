//! What may be asked: the journal, the execution of commands, permissions and
//! processes. This crate is the only writer of the journal.

pub mod identity;
pub mod journal;
pub mod ports;

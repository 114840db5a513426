//! What is true: the aggregates and value objects of Kabinet.
//!
//! Nothing here reads a clock, draws randomness or does I/O. Every decision is a
//! pure function of a state and a command, and every fact that it needs (time,
//! prices, ids, policy) comes in with the command.

pub mod accounts;
pub mod approvals;
pub mod catalogue;
pub mod documents;
pub mod exchange;
pub mod identity;
pub mod journal;
pub mod notifications;
pub mod ordering;
pub mod organizations;
pub mod refusal;
pub mod vocabulary;

#[cfg(test)]
mod specification;

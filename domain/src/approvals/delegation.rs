//! A time for which one person decides in the place of another.
//!
//! A delegation is a stream of its own: it is granted once, and ends with its time or when
//! it is revoked. What it is worth is asked when somebody decides: see [`Delegations`].

mod chain;
#[cfg(test)]
mod chain_properties;
mod command;
mod decide;
mod error;
mod event;
mod state;
#[cfg(test)]
mod tests;

pub use chain::{Chain, DelegationLink, Delegations};
pub use command::{DelegationCommand, DelegationGrant};
pub use error::DelegationError;
pub use event::DelegationEvent;
pub use state::Delegation;

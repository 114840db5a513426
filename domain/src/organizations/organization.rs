//! A buyer organization: its legal data, its members and their roles, its blocks.
//!
//! An organization that is not blocked always has an administrator who is not blocked.

mod command;
mod decide;
mod error;
mod event;
mod state;
#[cfg(test)]
pub(in crate::organizations) mod tests;

pub use command::OrganizationCommand;
pub use error::OrganizationError;
pub use event::{BlockReason, LegalData, LegalKind, LegalSubject, OrganizationEvent};
pub use state::{CostCentre, DeliveryAddress, Member, Organization};

//! Organizations: their people and rights, their contracts, and the supplier's staff.

pub mod access;
pub mod block;
pub mod contracts;
pub mod kept;
pub mod look_up;
pub mod members;
pub mod register;
pub mod staff;

pub use access::AccessTable;
pub use block::{BlockOrganization, UnblockOrganization};
pub use contracts::{KeepContract, KeepLegalEntity};
pub use members::{BlockMember, ChangeMemberRoles, JoinMember, RemoveMember, UnblockMember};
pub use register::RegisterOrganization;
pub use staff::{AppointStaff, BlockStaff, UnblockStaff};

//! Organizations on the wire.

pub mod organization;
pub mod role;

pub use organization::Organization;
pub use role::{MemberRoleWord, StaffRoleWord};

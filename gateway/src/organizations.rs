//! Organizations, their people and the supplier's staff on the wire and in files.

pub mod contract;
pub mod file;
pub mod founding;
pub mod member;
pub mod organization;
pub mod organization_connection;
pub mod organization_words;
pub mod role;
pub mod staff;

mod asked;

pub mod block_member;
pub mod change_member_roles;
pub mod remove_member;
pub mod unblock_member;

pub mod block_organization;
pub mod unblock_organization;

use async_graphql::MergedObject;

pub use contract::Contract;
pub use member::Member;
pub use organization::{Organization, OrganizationQuery};
pub use role::{MemberRoleWord, StaffRoleWord};
pub use staff::{Staff, StaffQuery};

/// What administrators can do with members.
#[derive(MergedObject, Default)]
pub struct MemberMutations(
    change_member_roles::ChangeMemberRolesMutation,
    block_member::BlockMemberMutation,
    unblock_member::UnblockMemberMutation,
    remove_member::RemoveMemberMutation,
);

/// What the supplier's staff can do with organizations.
#[derive(MergedObject, Default)]
pub struct OrganizationMutations(
    block_organization::BlockOrganizationMutation,
    unblock_organization::UnblockOrganizationMutation,
);

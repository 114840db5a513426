//! Organizations, their people and the supplier's staff on the wire and in files.

pub mod contract;
pub mod cost_centre;
pub mod delivery_address;
pub mod file;
pub mod founding;
pub mod legal_input;
pub mod member;
pub mod organization;
pub mod organization_connection;
pub mod organization_words;
pub mod role;
pub mod staff;
pub mod working_calendar;

mod asked;

pub mod block_member;
pub mod change_member_roles;
pub mod remove_member;
pub mod set_approval_limit;
pub mod set_manager;
pub mod unblock_member;

pub mod add_delivery_address;
pub mod change_cost_centre;
pub mod change_legal_data;
pub mod change_time_zone;
pub mod close_cost_centre;
pub mod open_cost_centre;
pub mod retire_delivery_address;
pub mod set_working_calendar;

pub mod agree_payment_terms;
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
    set_manager::SetManagerMutation,
    set_approval_limit::SetApprovalLimitMutation,
    remove_member::RemoveMemberMutation,
);

/// What members can do with what their organization says of itself.
#[derive(MergedObject, Default)]
pub struct SettingsMutations(
    open_cost_centre::OpenCostCentreMutation,
    change_cost_centre::ChangeCostCentreMutation,
    close_cost_centre::CloseCostCentreMutation,
    add_delivery_address::AddDeliveryAddressMutation,
    retire_delivery_address::RetireDeliveryAddressMutation,
    set_working_calendar::SetWorkingCalendarMutation,
    change_time_zone::ChangeTimeZoneMutation,
    change_legal_data::ChangeLegalDataMutation,
);

/// What the supplier's staff can do with organizations.
#[derive(MergedObject, Default)]
pub struct OrganizationMutations(
    block_organization::BlockOrganizationMutation,
    unblock_organization::UnblockOrganizationMutation,
    agree_payment_terms::AgreePaymentTermsMutation,
);

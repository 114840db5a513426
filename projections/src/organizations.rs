//! Organizations, their people and their contracts.

pub mod contracts;
pub mod directory;
pub mod member_list;
pub mod memberships;
pub mod organization_card;

pub use contracts::{ContractRow, SellerRow, contracts, contracts_by_ids};
pub use directory::{
    CostCentreRow, DeliveryAddressRow, cost_centres, cost_centres_by_ids, delivery_addresses,
    delivery_addresses_by_ids, working_calendar,
};
pub use member_list::{MemberRow, member, members};
pub use memberships::{MembershipRow, memberships, staff_roles};
pub use organization_card::{
    OrganizationRow, organization, organization_count, organizations, organizations_by_ids,
};

//! Organizations: their people and rights, their contracts, and the supplier's staff.

pub mod access;
pub mod block;
pub mod contracts;
pub mod cost_centres;
pub mod delivery_addresses;
pub mod directory;
pub mod kept;
pub mod look_up;
pub mod managers;
pub mod member_stands;
pub mod members;
pub mod personal_legal_data;
pub mod register;
pub mod settings;
pub mod staff;

pub use access::AccessTable;
pub use block::{BlockOrganization, UnblockOrganization};
pub use contracts::{KeepContract, KeepLegalEntity};
pub use cost_centres::{ChangeCostCentre, CloseCostCentre, OpenCostCentre};
pub use delivery_addresses::{AddDeliveryAddress, RetireDeliveryAddress};
pub use managers::{SetApprovalLimit, SetManager};
pub use members::{BlockMember, ChangeMemberRoles, JoinMember, RemoveMember, UnblockMember};
pub use personal_legal_data::PersonalLegalData;
pub use register::RegisterOrganization;
pub use settings::{AgreePaymentTerms, ChangeLegalData, ChangeTimeZone, SetWorkingCalendar};
pub use staff::{AppointStaff, BlockStaff, UnblockStaff};

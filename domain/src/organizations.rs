//! Buyer organizations, their people and rights, and the supplier's own staff.

pub mod access;
pub mod contract;
pub mod directory;
pub mod organization;
pub mod permission;
pub mod role;
pub mod staff;
pub mod working_calendar;

pub use access::{Access, AccessChange};
pub use contract::{BankDetails, BankDetailsWarning, Contract, LegalEntity};
pub use directory::DirectoryChange;
pub use organization::{
    BlockReason, CostCentre, DeliveryAddress, LegalData, LegalKind, LegalSubject, Member, Organization,
    OrganizationCommand, OrganizationError, OrganizationEvent,
};
pub use permission::{Action, Extent, extent, members_who_may};
pub use role::{MemberRole, Role, StaffRole, UnknownRole};
pub use staff::{Colleague, Staff, StaffCommand, StaffError, StaffEvent};
pub use working_calendar::{CalendarError, DayOfWeek, WorkingCalendar};

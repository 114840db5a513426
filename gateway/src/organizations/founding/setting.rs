//! What an organization is to say of itself: managers, limits, cost centres, addresses, hours.

use std::fmt;

use commands::organizations::{
    AddDeliveryAddress, OpenCostCentre, SetApprovalLimit, SetManager, SetWorkingCalendar,
};
use domain::vocabulary::OrganizationId;

/// One thing that an organization is to say of itself.
pub enum Setting {
    /// Who manages a member.
    Manager {
        /// The members.
        set: SetManager,
        /// Their e-mails.
        who: String,
        /// The e-mail of the manager.
        manager: String,
    },
    /// Up to which total a member approves.
    Limit {
        /// The limit.
        set: SetApprovalLimit,
        /// The e-mail.
        who: String,
    },
    /// A cost centre.
    CostCentre(OpenCostCentre),
    /// A delivery address.
    Address(AddDeliveryAddress),
    /// When people work.
    Calendar(SetWorkingCalendar),
}

impl Setting {
    /// Whose it is.
    pub const fn organization(&self) -> OrganizationId {
        match self {
            Self::Manager { set, .. } => set.organization,
            Self::Limit { set, .. } => set.organization,
            Self::CostCentre(open) => open.organization,
            Self::Address(add) => add.organization,
            Self::Calendar(set) => set.organization,
        }
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Manager { who, manager, .. } => write!(f, "{manager} manages {who}"),
            Self::Limit { set, who } => match set.limit {
                Some(limit) => write!(f, "{who} approves up to {limit}"),
                None => write!(f, "{who} approves without a limit"),
            },
            Self::CostCentre(open) => write!(f, "new cost centre {}, {}", open.code, open.name),
            Self::Address(add) => write!(f, "new delivery address {}", add.text.trim()),
            Self::Calendar(_) => f.write_str("working calendar"),
        }
    }
}

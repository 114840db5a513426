//! What a person is: a member of a buyer organization, or one of the supplier's staff.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};

/// What a member of a buyer organization is there. One may be several things.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum MemberRole {
    /// Employees, roles, approval policy; all orders of the organization.
    Administrator,
    /// Orders goods, and sees the own orders.
    Purchaser,
    /// Decides on orders of others.
    Approver,
    /// Documents and money; does not order.
    Accountant,
    /// Reads orders and statuses.
    Observer,
}

/// What one of the supplier's staff is.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum StaffRole {
    /// Customers and their orders.
    Manager,
    /// Timelines of anything, read-only.
    Support,
    /// Replay, proofs and exports, read-only.
    Auditor,
    /// Users, exchanges with 1C, projections, settings.
    Operator,
}

/// Any role. The names of the two kinds do not overlap, so a role is stored as its bare name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Role {
    /// In a buyer organization.
    Member(MemberRole),
    /// At the supplier.
    Staff(StaffRole),
}

impl Role {
    /// Every role: first those of members, then those of staff.
    pub fn all() -> impl Iterator<Item = Self> {
        let members = MemberRole::VARIANTS.iter().copied().map(Self::Member);
        members.chain(StaffRole::VARIANTS.iter().copied().map(Self::Staff))
    }
}

impl From<MemberRole> for Role {
    fn from(role: MemberRole) -> Self {
        Self::Member(role)
    }
}

impl From<StaffRole> for Role {
    fn from(role: StaffRole) -> Self {
        Self::Staff(role)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Member(role) => role.fmt(f),
            Self::Staff(role) => role.fmt(f),
        }
    }
}

/// The text names no role.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a role")]
pub struct UnknownRole(String);

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let member = text.parse().map(Self::Member);
        member.or_else(|_| text.parse().map(Self::Staff)).map_err(|_| UnknownRole(text.to_owned()))
    }
}

impl TryFrom<String> for Role {
    type Error = UnknownRole;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Role> for String {
    fn from(role: Role) -> Self {
        role.to_string()
    }
}

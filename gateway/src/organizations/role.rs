//! Roles on the wire.

use async_graphql::Enum;
use domain::organizations::{MemberRole, StaffRole};

/// What a member of an organization is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "MemberRole", remote = "MemberRole")]
pub enum MemberRoleWord {
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "StaffRole", remote = "StaffRole")]
pub enum StaffRoleWord {
    /// Customers and their orders.
    Manager,
    /// Timelines of anything, read-only.
    Support,
    /// Replay, proofs and exports, read-only.
    Auditor,
    /// Users, exchanges with 1C, projections, settings.
    Operator,
}

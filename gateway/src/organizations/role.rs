//! Roles, as the schema names them.

use async_graphql::Enum;
use domain::organizations::{MemberRole, Role, StaffRole};
use projections::Scope;

/// What a member of a buyer organization is there.
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

fn roles(scope: &Scope) -> impl Iterator<Item = Role> {
    let roles = match scope {
        Scope::Person(_) => None,
        Scope::Member { access, .. } | Scope::Staff { access, .. } => Some(&access.roles),
    };
    roles.into_iter().flatten().copied()
}

/// The roles of a member of an organization.
pub fn member_roles(scope: &Scope) -> Vec<MemberRoleWord> {
    let member = |role| match role {
        Role::Member(role) => Some(role.into()),
        Role::Staff(_) => None,
    };
    roles(scope).filter_map(member).collect()
}

/// The roles of one of the supplier's staff.
pub fn staff_roles(scope: &Scope) -> Vec<StaffRoleWord> {
    let staff = |role| match role {
        Role::Staff(role) => Some(role.into()),
        Role::Member(_) => None,
    };
    roles(scope).filter_map(staff).collect()
}

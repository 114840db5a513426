//! To which organizations do I belong, and as what?
//!
//! Read from the access rows of the command side: what is offered here is what works.

use std::collections::BTreeSet;

use domain::organizations::{MemberRole, StaffRole};
use domain::vocabulary::OrganizationId;

use crate::page::ReadError;
use crate::scoped_read::ScopedRead;
use crate::stored::{organization, parse_all};

/// A membership of whoever reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MembershipRow {
    /// The organization.
    pub organization: OrganizationId,
    /// Its name; nothing while its card is not there yet, or when it is erased.
    pub name: Option<String>,
    /// The roles; never none.
    pub roles: BTreeSet<MemberRole>,
    /// Whether the person is blocked there.
    pub blocked: bool,
    /// Whether the whole organization is blocked.
    pub organization_blocked: bool,
}

/// The memberships of whoever reads, by the name of the organization.
pub async fn memberships(read: &mut ScopedRead) -> Result<Vec<MembershipRow>, ReadError> {
    let person = read.scope().person();
    let rows = sqlx::query!(
        r#"SELECT access.organization, access.roles, access.member_blocked, access.organization_blocked,
                  coalesce(card.name, person.name) AS name
             FROM organizations.access access
             LEFT JOIN organization_card card ON card.organization = access.organization
             LEFT JOIN organizations.personal_legal_data person ON person.organization = access.organization
            WHERE access.person = $1 AND access.organization <> 'supplier' AND cardinality(access.roles) > 0
            ORDER BY coalesce(card.name, person.name), access.organization"#,
        person.uuid()
    )
    .fetch_all(read.connection())
    .await?;
    let mut memberships = Vec::with_capacity(rows.len());
    for row in rows {
        memberships.push(MembershipRow {
            organization: organization(&row.organization)?,
            name: row.name,
            roles: parse_all::<MemberRole, _>(&row.roles)?,
            blocked: row.member_blocked,
            organization_blocked: row.organization_blocked,
        });
    }
    Ok(memberships)
}

/// The roles of whoever reads among the supplier's staff: none for others, and for the blocked.
pub async fn staff_roles(read: &mut ScopedRead) -> Result<BTreeSet<StaffRole>, ReadError> {
    let person = read.scope().person();
    let roles = sqlx::query_scalar!(
        "SELECT roles FROM organizations.access
          WHERE person = $1 AND organization = 'supplier' AND NOT member_blocked AND NOT organization_blocked",
        person.uuid()
    )
    .fetch_optional(read.connection())
    .await?;
    Ok(parse_all::<StaffRole, _>(&roles.unwrap_or_default())?)
}

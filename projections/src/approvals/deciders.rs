//! Who of an organization may decide on orders now, and in whose place?
//!
//! Read from the tables that are written with the events: they are as new as the last append.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::approvals::case::{Deciders, Electorate};
use domain::approvals::policy::Candidate;
use domain::approvals::{DelegationLink, Delegations};
use domain::organizations::{Action, Extent, Role};
use domain::vocabulary::{DelegationId, OrganizationId, PersonId};

use crate::page::ReadError;
use crate::scoped_read::{Scope, ScopedRead};

/// Who of an organization may decide at a moment; nobody if whoever reads may not see its
/// orders.
pub async fn electorate(
    read: &mut ScopedRead,
    organization: OrganizationId,
    at: DateTime<Utc>,
) -> Result<Electorate, ReadError> {
    let may_see = match read.scope() {
        Scope::Person(_) => false,
        Scope::Member { organization: own, .. } => {
            *own == organization && read.scope().extent(Action::ReadOrders) != Extent::None
        }
        Scope::Staff { .. } => read.scope().extent(Action::ReadAllOrders) != Extent::None,
    };
    if !may_see {
        return Ok(Electorate { at, ..Electorate::default() });
    }
    let deciders = deciders(read, &organization.to_string()).await?;
    let delegations = delegations(read, &organization.to_string(), at, &deciders.able).await?;
    Ok(Electorate { deciders, delegations, at })
}

async fn deciders(read: &mut ScopedRead, organization: &str) -> Result<Deciders, ReadError> {
    let rows = sqlx::query!(
        r#"SELECT person, roles FROM organizations.access
            WHERE organization = $1 AND organizations.decides(roles)
              AND NOT member_blocked AND NOT organization_blocked"#,
        organization
    )
    .fetch_all(read.connection())
    .await?;
    let member_role = |role: &String| match role.parse() {
        Ok(Role::Member(role)) => Some(role),
        _ => None,
    };
    let members =
        rows.iter().map(|row| Candidate::of(PersonId(row.person), row.roles.iter().filter_map(member_role)));
    Ok(Deciders::among(members))
}

async fn delegations(
    read: &mut ScopedRead,
    organization: &str,
    at: DateTime<Utc>,
    able: &BTreeSet<PersonId>,
) -> Result<Delegations, ReadError> {
    let rows = sqlx::query!(
        "SELECT id, from_person, to_person, starts, until FROM approvals.delegations
          WHERE organization = $1 AND NOT revoked AND starts <= $2 AND until > $2",
        organization,
        at
    )
    .fetch_all(read.connection())
    .await?;
    let links = rows.into_iter().map(|row| DelegationLink {
        delegation: DelegationId(row.id),
        from: PersonId(row.from_person),
        to: PersonId(row.to_person),
        starts: row.starts,
        until: row.until,
    });
    Ok(links.filter(|link| able.contains(&link.from) && able.contains(&link.to)).collect())
}

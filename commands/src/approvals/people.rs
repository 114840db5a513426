//! The people whom a policy asks about, by the access rows: they are as new as the last append.

use std::collections::BTreeSet;

use domain::approvals::policy::Candidate;
use domain::journal::Tenant;
use domain::organizations::{Action, MemberRole, Role, UnknownRole, members_who_may};
use domain::vocabulary::{CurrencyError, Money, PersonId};
use rust_decimal::Decimal;
use sqlx::PgPool;
use uuid::Uuid;

use crate::error::CommandError;
use crate::journal::StoreError;

/// The members who may be asked. Nobody decides in an organization that is blocked.
pub async fn candidates(pool: &PgPool, tenant: Tenant) -> Result<Vec<Candidate>, CommandError> {
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT person, roles, member_blocked OR organization_blocked AS "blocked!",
                  approval_limit, approval_limit_currency
             FROM organizations.access
            WHERE organization = $1 AND organizations.decides(roles) ORDER BY person"#,
        tenant.to_string()
    );
    let rows = rows.fetch_all(pool).await.map_err(CommandError::database)?;
    Ok(rows.into_iter().map(Row::candidate).collect::<Result<_, _>>()?)
}

/// All members, whatever they may do. A block of the whole organization is left out: it ends,
/// and rules are made for longer.
pub async fn members(pool: &PgPool, tenant: Tenant) -> Result<Vec<Candidate>, CommandError> {
    let rows = sqlx::query_as!(
        Row,
        r#"SELECT person, roles, member_blocked AS "blocked!", approval_limit, approval_limit_currency
             FROM organizations.access
            WHERE organization = $1 AND cardinality(roles) > 0 ORDER BY person"#,
        tenant.to_string()
    );
    let rows = rows.fetch_all(pool).await.map_err(CommandError::database)?;
    Ok(rows.into_iter().map(Row::candidate).collect::<Result<_, _>>()?)
}

/// What a member is in the organization, and who manages them.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// The roles.
    pub roles: BTreeSet<MemberRole>,
    /// The manager.
    pub manager: Option<PersonId>,
}

/// The place of a member; an empty one when they left.
pub async fn place(pool: &PgPool, tenant: Tenant, member: PersonId) -> Result<Place, CommandError> {
    let row = sqlx::query!(
        "SELECT roles, manager FROM organizations.access WHERE organization = $1 AND person = $2",
        tenant.to_string(),
        member.uuid()
    );
    let Some(row) = row.fetch_optional(pool).await.map_err(CommandError::database)? else {
        return Ok(Place::default());
    };
    Ok(Place { roles: member_roles(&row.roles)?, manager: row.manager.map(PersonId) })
}

struct Row {
    person: Uuid,
    roles: Vec<String>,
    blocked: bool,
    approval_limit: Option<Decimal>,
    approval_limit_currency: Option<String>,
}

impl Row {
    fn candidate(self) -> Result<Candidate, StoreError> {
        let limit = self.approval_limit.zip(self.approval_limit_currency);
        let limit = limit.map(|(amount, currency)| Ok(Money::new(amount, currency.parse()?))).transpose();
        Ok(Candidate {
            person: PersonId(self.person),
            roles: member_roles(&self.roles)?,
            blocked: self.blocked,
            limit: limit
                .map_err(|error: CurrencyError| inconsistent("approval_limit_currency", error.to_string()))?,
        })
    }
}

pub(super) fn roles_that_decide() -> Vec<String> {
    members_who_may(Action::DecideOrder).map(|role| role.to_string()).collect()
}

fn member_roles(roles: &[String]) -> Result<BTreeSet<MemberRole>, StoreError> {
    let mut found = BTreeSet::new();
    for role in roles {
        let role: Role =
            role.parse().map_err(|error: UnknownRole| inconsistent("roles", error.to_string()))?;
        if let Role::Member(role) = role {
            found.insert(role);
        }
    }
    Ok(found)
}

const fn inconsistent(column: &'static str, value: String) -> StoreError {
    StoreError::Inconsistent { table: "organizations.access", column, value }
}

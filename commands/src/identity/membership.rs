//! Where a person may act: what is offered after signing in.

use domain::journal::Tenant;
use domain::organizations::{Role, UnknownRole};
use domain::vocabulary::PersonId;

use super::Identity;

/// What a person may do at one owner of streams.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The organization, or the supplier for staff.
    pub tenant: Tenant,
    /// What the person is there.
    pub roles: Vec<Role>,
    /// Whether the member or the whole organization is blocked.
    pub is_blocked: bool,
}

impl Identity {
    /// Everything that a person is a member of, in a stable order.
    pub async fn memberships(&self, person: PersonId) -> Result<Vec<Membership>, sqlx::Error> {
        let rows = sqlx::query!(
            r#"SELECT organization, roles, member_blocked OR organization_blocked AS "is_blocked!"
                 FROM organizations.access WHERE person = $1 ORDER BY organization"#,
            person.0
        )
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter()
            .map(|row| {
                let tenant = row.organization.parse().map_err(undecodable)?;
                let roles = row.roles.iter().map(|role| role.parse()).collect::<Result<_, UnknownRole>>();
                let roles = roles.map_err(undecodable)?;
                Ok(Membership { tenant, roles, is_blocked: row.is_blocked })
            })
            .collect()
    }
}

fn undecodable(error: impl std::error::Error + Send + Sync + 'static) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}

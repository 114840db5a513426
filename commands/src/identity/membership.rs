//! Where a person may act: what is offered after signing in.

use domain::journal::Tenant;
use domain::vocabulary::PersonId;

use super::Identity;

/// What a person may do at one owner of streams.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The organization, or the supplier for staff.
    pub tenant: Tenant,
    /// The roles, by their stable names.
    pub roles: Vec<String>,
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
                let tenant =
                    row.organization.parse().map_err(|error| sqlx::Error::Decode(Box::new(error)))?;
                Ok(Membership { tenant, roles: row.roles, is_blocked: row.is_blocked })
            })
            .collect()
    }
}

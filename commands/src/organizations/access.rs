//! `organizations.access`: what a person may do where, looked up and kept.

use domain::journal::Tenant;
use domain::organizations::{Access, AccessChange, UnknownRole};
use domain::vocabulary::{OrganizationId, PersonId};
use sqlx::{PgConnection, PgPool};

use crate::error::CommandError;
use crate::journal::effect::Writing;
use crate::journal::{Append, Effect, ReliedOn, StoreError};
use crate::requester::Requester;

/// Looks up what people may do.
#[derive(Clone)]
pub struct AccessTable {
    pool: PgPool,
}

impl AccessTable {
    /// Over the connections of the writer.
    pub const fn new(pool: PgPool) -> Self {
        Self { pool }
    }

    /// A person as a member of an organization. To everybody else the organization
    /// does not exist; whoever is blocked is told so.
    pub async fn member(
        &self,
        person: PersonId,
        organization: OrganizationId,
    ) -> Result<Requester, CommandError> {
        let tenant = Tenant::from(organization);
        self.requester(person, tenant, tenant).await?.ok_or(CommandError::NotFound)
    }

    /// A person of the supplier's staff, who acts on streams of a tenant.
    pub async fn staff(&self, person: PersonId, tenant: Tenant) -> Result<Requester, CommandError> {
        self.requester(person, Tenant::Supplier, tenant).await?.ok_or(CommandError::Forbidden)
    }

    /// The same requester by the row as it stands now.
    pub(crate) async fn again(&self, requester: &Requester) -> Result<Requester, CommandError> {
        match requester.relied_on() {
            None => Ok(requester.clone()),
            Some(row) => self
                .requester(PersonId(row.person), row.tenant, requester.tenant())
                .await?
                .ok_or(CommandError::Forbidden),
        }
    }

    async fn requester(
        &self,
        person: PersonId,
        of: Tenant,
        acts_in: Tenant,
    ) -> Result<Option<Requester>, CommandError> {
        let Some(access) = self.row(person, of).await? else {
            return Ok(None);
        };
        if access.roles.is_empty() {
            return Ok(None);
        }
        if !access.is_open() {
            return Err(CommandError::Forbidden);
        }
        let relied_on = ReliedOn { person: person.uuid(), tenant: of, epoch: access.epoch };
        Ok(Some(Requester::person_with(access, relied_on, acts_in)))
    }

    async fn row(&self, person: PersonId, tenant: Tenant) -> Result<Option<Access>, CommandError> {
        let row = sqlx::query!(
            "SELECT roles, member_blocked, organization_blocked, epoch
               FROM organizations.access WHERE person = $1 AND organization = $2",
            person.uuid(),
            tenant.to_string()
        )
        .fetch_optional(&self.pool)
        .await
        .map_err(CommandError::database)?;
        let Some(row) = row else {
            return Ok(None);
        };
        let roles = row.roles.iter().map(|role| role.parse()).collect::<Result<_, UnknownRole>>();
        Ok(Some(Access {
            roles: roles.map_err(|error| StoreError::Inconsistent {
                table: "organizations.access",
                column: "roles",
                value: error.to_string(),
            })?,
            blocked: row.member_blocked,
            organization_blocked: row.organization_blocked,
            epoch: row.epoch,
        }))
    }
}

/// Keeps the access rows of the append's tenant as its events say.
pub struct AccessChanged {
    /// Whose rows: the organization's, or the supplier's.
    pub tenant: Tenant,
    /// What changes.
    pub change: AccessChange,
}

impl Effect for AccessChanged {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, _: &'a Append) -> Writing<'a> {
        Box::pin(async move {
            let tenant = self.tenant.to_string();
            match &self.change {
                AccessChange::Granted { person, roles } => {
                    let roles: Vec<String> = roles.iter().map(ToString::to_string).collect();
                    sqlx::query!(
                        "INSERT INTO organizations.access (person, organization, roles) VALUES ($1, $2, $3)
                         ON CONFLICT ON CONSTRAINT access_pkey
                         DO UPDATE SET roles = excluded.roles, epoch = access.epoch + 1",
                        person.uuid(),
                        tenant,
                        &roles
                    )
                    .execute(transaction)
                    .await?;
                }
                AccessChange::Blocked { person, blocked } => {
                    sqlx::query!(
                        "UPDATE organizations.access SET member_blocked = $3, epoch = epoch + 1
                          WHERE person = $1 AND organization = $2",
                        person.uuid(),
                        tenant,
                        blocked
                    )
                    .execute(transaction)
                    .await?;
                }
                AccessChange::Revoked { person } => {
                    sqlx::query!(
                        "UPDATE organizations.access
                            SET roles = '{}', member_blocked = false, epoch = epoch + 1,
                                manager = NULL, approval_limit = NULL, approval_limit_currency = NULL
                          WHERE person = $1 AND organization = $2",
                        person.uuid(),
                        tenant
                    )
                    .execute(transaction)
                    .await?;
                }
                AccessChange::OrganizationBlocked { blocked } => {
                    sqlx::query!(
                        "UPDATE organizations.access SET organization_blocked = $2, epoch = epoch + 1
                          WHERE organization = $1",
                        tenant,
                        blocked
                    )
                    .execute(transaction)
                    .await?;
                }
            }
            Ok(())
        })
    }
}

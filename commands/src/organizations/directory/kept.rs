//! Keeping what is looked up of an organization as its events say.

use domain::journal::Tenant;
use domain::organizations::{DirectoryChange, WorkingCalendar};
use domain::vocabulary::{AddressId, CostCentreId, Money, PersonId, TextId, TimeZone};
use sqlx::PgConnection;

use crate::journal::effect::Writing;
use crate::journal::{Append, Effect, EffectError, StoreError};

/// Keeps what is looked up of the append's tenant as its events say.
pub(in crate::organizations) struct DirectoryKept {
    /// The organization.
    pub(in crate::organizations) tenant: Tenant,
    /// What changes.
    pub(in crate::organizations) change: DirectoryChange,
}

impl Effect for DirectoryKept {
    fn write<'a>(&'a self, transaction: &'a mut PgConnection, _: &'a Append) -> Writing<'a> {
        use DirectoryChange as D;
        let tenant = self.tenant.to_string();
        Box::pin(async move {
            match &self.change {
                D::Manager { person, manager } => set_manager(transaction, &tenant, *person, *manager).await,
                D::ApprovalLimit { person, limit } => set_limit(transaction, &tenant, *person, *limit).await,
                D::CostCentre { cost_centre, code, name, owner } => {
                    keep_cost_centre(transaction, &tenant, *cost_centre, (code, name), *owner).await
                }
                D::CostCentreClosed { cost_centre } => close(transaction, &tenant, *cost_centre).await,
                D::Address { address, text } => add(transaction, &tenant, *address, *text).await,
                D::AddressRetired { address } => retire(transaction, &tenant, *address).await,
                D::TimeZone(zone) => keep_zone(transaction, &tenant, zone).await,
                D::Calendar(calendar) => keep_calendar(transaction, &tenant, calendar).await,
            }
        })
    }
}

type Written = Result<(), EffectError>;

async fn set_manager(
    transaction: &mut PgConnection,
    tenant: &str,
    person: PersonId,
    manager: Option<PersonId>,
) -> Written {
    sqlx::query!(
        "UPDATE organizations.access SET manager = $3 WHERE person = $1 AND organization = $2",
        person.uuid(),
        tenant,
        manager.map(PersonId::uuid)
    )
    .execute(transaction)
    .await?;
    Ok(())
}

async fn set_limit(
    transaction: &mut PgConnection,
    tenant: &str,
    person: PersonId,
    limit: Option<Money>,
) -> Written {
    sqlx::query!(
        "UPDATE organizations.access SET approval_limit = $3, approval_limit_currency = $4
          WHERE person = $1 AND organization = $2",
        person.uuid(),
        tenant,
        limit.map(|limit| limit.amount),
        limit.map(|limit| limit.currency.code().to_owned())
    )
    .execute(transaction)
    .await?;
    Ok(())
}

async fn keep_cost_centre(
    transaction: &mut PgConnection,
    tenant: &str,
    id: CostCentreId,
    (code, name): (&str, &str),
    owner: PersonId,
) -> Written {
    sqlx::query!(
        "INSERT INTO organizations.cost_centres (id, organization, code, name, owner)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO UPDATE SET code = excluded.code, name = excluded.name, owner = excluded.owner
          WHERE cost_centres.organization = excluded.organization",
        id.uuid(),
        tenant,
        code,
        name,
        owner.uuid()
    )
    .execute(transaction)
    .await?;
    Ok(())
}

async fn close(transaction: &mut PgConnection, tenant: &str, id: CostCentreId) -> Written {
    sqlx::query!(
        "UPDATE organizations.cost_centres SET closed = true WHERE id = $1 AND organization = $2",
        id.uuid(),
        tenant
    )
    .execute(transaction)
    .await?;
    Ok(())
}

async fn add(transaction: &mut PgConnection, tenant: &str, id: AddressId, text: TextId) -> Written {
    sqlx::query!(
        "INSERT INTO organizations.delivery_addresses (id, organization, text_id) VALUES ($1, $2, $3)",
        id.uuid(),
        tenant,
        text.uuid()
    )
    .execute(transaction)
    .await?;
    Ok(())
}

async fn retire(transaction: &mut PgConnection, tenant: &str, id: AddressId) -> Written {
    sqlx::query!(
        "UPDATE organizations.delivery_addresses SET retired = true WHERE id = $1 AND organization = $2",
        id.uuid(),
        tenant
    )
    .execute(transaction)
    .await?;
    Ok(())
}

async fn keep_zone(transaction: &mut PgConnection, tenant: &str, zone: &TimeZone) -> Written {
    sqlx::query!(
        "INSERT INTO organizations.settings (organization, time_zone) VALUES ($1, $2)
         ON CONFLICT (organization) DO UPDATE SET time_zone = excluded.time_zone",
        tenant,
        zone.as_str()
    )
    .execute(transaction)
    .await?;
    Ok(())
}

async fn keep_calendar(transaction: &mut PgConnection, tenant: &str, calendar: &WorkingCalendar) -> Written {
    let calendar = serde_json::to_value(calendar).map_err(StoreError::from)?;
    sqlx::query!("UPDATE organizations.settings SET calendar = $2 WHERE organization = $1", tenant, calendar)
        .execute(transaction)
        .await?;
    Ok(())
}

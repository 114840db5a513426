//! Looking up what orders and their approval need to know of an organization.

use std::collections::{BTreeMap, BTreeSet};

use domain::journal::Tenant;
use domain::organizations::WorkingCalendar;
use domain::vocabulary::{AddressId, CostCentreId, PersonId, TextId, TimeZone};
use sqlx::PgPool;

use crate::error::CommandError;
use crate::journal::StoreError;

/// A cost centre that may be ordered for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenCostCentre {
    /// The code in the books of the organization.
    pub code: String,
    /// The name.
    pub name: String,
    /// Who answers for it. They may have left: ask who is a member.
    pub owner: PersonId,
}

/// A delivery address that is in use, or was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address {
    /// Where its words are.
    pub text: TextId,
    /// Whether nothing new is delivered there.
    pub retired: bool,
}

/// When the people of an organization work, and by which clock.
pub async fn calendar_of(pool: &PgPool, tenant: Tenant) -> Result<(WorkingCalendar, TimeZone), CommandError> {
    let row = sqlx::query!(
        "SELECT time_zone, calendar FROM organizations.settings WHERE organization = $1",
        tenant.to_string()
    )
    .fetch_optional(pool)
    .await
    .map_err(CommandError::database)?
    .ok_or(CommandError::NotFound)?;
    let calendar = row.calendar.map(serde_json::from_value).transpose().map_err(StoreError::from)?;
    let zone = row.time_zone.parse().map_err(|_| StoreError::Inconsistent {
        table: "organizations.settings",
        column: "time_zone",
        value: row.time_zone,
    })?;
    Ok((calendar.unwrap_or_default(), zone))
}

/// Who answers for cost centres of an organization, the closed ones too. Those who left, are
/// blocked or decide on no orders are among them: whoever asks them looks.
pub async fn cost_centre_owners(
    pool: &PgPool,
    tenant: Tenant,
    cost_centres: &[CostCentreId],
) -> Result<BTreeSet<PersonId>, CommandError> {
    if cost_centres.is_empty() {
        return Ok(BTreeSet::new());
    }
    let ids: Vec<_> = cost_centres.iter().map(|id| id.uuid()).collect();
    let owners = sqlx::query_scalar!(
        "SELECT DISTINCT owner FROM organizations.cost_centres WHERE organization = $1 AND id = ANY($2)",
        tenant.to_string(),
        &ids
    )
    .fetch_all(pool)
    .await
    .map_err(CommandError::database)?;
    Ok(owners.into_iter().map(PersonId).collect())
}

/// Those of some cost centres that may be ordered for: whichever is missing is closed, or is
/// none of the organization's.
pub async fn open_cost_centres(
    pool: &PgPool,
    tenant: Tenant,
    cost_centres: &[CostCentreId],
) -> Result<BTreeMap<CostCentreId, OpenCostCentre>, CommandError> {
    if cost_centres.is_empty() {
        return Ok(BTreeMap::new());
    }
    let ids: Vec<_> = cost_centres.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query!(
        "SELECT id, code, name, owner FROM organizations.cost_centres
          WHERE organization = $1 AND id = ANY($2) AND NOT closed",
        tenant.to_string(),
        &ids
    )
    .fetch_all(pool)
    .await
    .map_err(CommandError::database)?;
    let one = |code, name, owner| OpenCostCentre { code, name, owner: PersonId(owner) };
    Ok(rows.into_iter().map(|row| (CostCentreId(row.id), one(row.code, row.name, row.owner))).collect())
}

/// A delivery address of an organization, if it is one.
pub async fn address_of(
    pool: &PgPool,
    tenant: Tenant,
    address: AddressId,
) -> Result<Option<Address>, CommandError> {
    let row = sqlx::query!(
        "SELECT text_id, retired FROM organizations.delivery_addresses WHERE id = $1 AND organization = $2",
        address.uuid(),
        tenant.to_string()
    )
    .fetch_optional(pool)
    .await
    .map_err(CommandError::database)?;
    Ok(row.map(|row| Address { text: TextId(row.text_id), retired: row.retired }))
}

//! For what is ordered in an organization, where are goods brought, and when do people work?
//!
//! Read from the tables of the command side: what is offered here is what works.

use domain::organizations::{Action, Extent, WorkingCalendar};
use domain::vocabulary::{AddressId, CostCentreId, OrganizationId, PersonId};
use sqlx::types::Json;
use uuid::Uuid;

use crate::page::ReadError;
use crate::scoped_read::ScopedRead;

/// A cost centre of an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostCentreRow {
    /// The cost centre.
    pub id: CostCentreId,
    /// The code in the books of the organization.
    pub code: String,
    /// The name.
    pub name: String,
    /// Who answers for it.
    pub owner: PersonId,
    /// Whether the owner left or is blocked: the administrators are asked in their place.
    pub owner_is_gone: bool,
    /// Whether nothing new is ordered for it.
    pub closed: bool,
}

/// A delivery address of an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryAddressRow {
    /// The address.
    pub id: AddressId,
    /// Its words; nothing when they were erased.
    pub text: Option<String>,
    /// Whether nothing new is delivered there.
    pub retired: bool,
}

/// The cost centres of an organization by their codes, without the closed ones or with them;
/// nothing if they may not be seen.
pub async fn cost_centres(
    read: &mut ScopedRead,
    organization: OrganizationId,
    with_closed: bool,
) -> Result<Vec<CostCentreRow>, ReadError> {
    found_cost_centres(read, Some((organization, with_closed)), &[]).await
}

/// Those of a set of cost centres that whoever reads may see, the closed ones too.
pub async fn cost_centres_by_ids(
    read: &mut ScopedRead,
    ids: &[CostCentreId],
) -> Result<Vec<CostCentreRow>, ReadError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    found_cost_centres(read, None, &ids).await
}

/// The delivery addresses of an organization, the oldest first, without the retired ones or
/// with them; nothing if they may not be seen.
pub async fn delivery_addresses(
    read: &mut ScopedRead,
    organization: OrganizationId,
    with_retired: bool,
) -> Result<Vec<DeliveryAddressRow>, ReadError> {
    found_addresses(read, Some((organization, with_retired)), &[]).await
}

/// Those of a set of delivery addresses that whoever reads may see, the retired ones too.
pub async fn delivery_addresses_by_ids(
    read: &mut ScopedRead,
    ids: &[AddressId],
) -> Result<Vec<DeliveryAddressRow>, ReadError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    found_addresses(read, None, &ids).await
}

/// When the people of an organization work; nothing if it may not be seen.
pub async fn working_calendar(
    read: &mut ScopedRead,
    organization: OrganizationId,
) -> Result<Option<WorkingCalendar>, ReadError> {
    let Some(own) = seen(read) else { return Ok(None) };
    if own.is_some_and(|own| own != organization) {
        return Ok(None);
    }
    let calendar = sqlx::query_scalar!(
        r#"SELECT calendar AS "calendar: Json<WorkingCalendar>"
             FROM organizations.settings WHERE organization = $1"#,
        organization.to_string()
    )
    .fetch_optional(read.connection())
    .await?;
    Ok(calendar.map(|calendar| calendar.map(|Json(calendar)| calendar).unwrap_or_default()))
}

/// Of which organization whoever reads sees these things: one, or all. Nothing if of none.
#[expect(clippy::option_option, reason = "whether anything is seen, and of which organization")]
fn seen(read: &ScopedRead) -> Option<Option<OrganizationId>> {
    let own = read.scope().organization();
    let action = if own.is_some() { Action::ReadOrganization } else { Action::ReadAllOrganizations };
    (read.scope().extent(action) != Extent::None).then_some(own)
}

async fn found_cost_centres(
    read: &mut ScopedRead,
    of: Option<(OrganizationId, bool)>,
    ids: &[Uuid],
) -> Result<Vec<CostCentreRow>, ReadError> {
    let Some(own) = seen(read) else { return Ok(Vec::new()) };
    let rows = sqlx::query!(
        r#"SELECT cost_centre.id, cost_centre.code, cost_centre.name, cost_centre.owner, cost_centre.closed,
                  coalesce(cardinality(owner.roles) = 0 OR owner.member_blocked, true) AS "owner_is_gone!"
             FROM organizations.cost_centres cost_centre
             LEFT JOIN organizations.access owner
                    ON owner.person = cost_centre.owner AND owner.organization = cost_centre.organization
            WHERE (cost_centre.organization = $1 AND ($2 OR NOT cost_centre.closed) OR cost_centre.id = ANY($3))
              AND ($4::text IS NULL OR cost_centre.organization = $4)
            ORDER BY cost_centre.code, cost_centre.id"#,
        of.map(|(id, _)| id.to_string()),
        of.is_some_and(|(_, with_closed)| with_closed),
        ids,
        own.map(|id| id.to_string())
    )
    .fetch_all(read.connection())
    .await?;
    let row = rows.into_iter().map(|row| CostCentreRow {
        id: CostCentreId(row.id),
        code: row.code,
        name: row.name,
        owner: PersonId(row.owner),
        owner_is_gone: row.owner_is_gone,
        closed: row.closed,
    });
    Ok(row.collect())
}

async fn found_addresses(
    read: &mut ScopedRead,
    of: Option<(OrganizationId, bool)>,
    ids: &[Uuid],
) -> Result<Vec<DeliveryAddressRow>, ReadError> {
    let Some(own) = seen(read) else { return Ok(Vec::new()) };
    let rows = sqlx::query!(
        r#"SELECT address.id, address.retired, text.body AS "text?"
             FROM organizations.delivery_addresses address
             LEFT JOIN journal.texts text ON text.id = address.text_id
            WHERE (address.organization = $1 AND ($2 OR NOT address.retired) OR address.id = ANY($3))
              AND ($4::text IS NULL OR address.organization = $4)
            ORDER BY address.id"#,
        of.map(|(id, _)| id.to_string()),
        of.is_some_and(|(_, with_retired)| with_retired),
        ids,
        own.map(|id| id.to_string())
    )
    .fetch_all(read.connection())
    .await?;
    let row = rows.into_iter().map(|row| DeliveryAddressRow {
        id: AddressId(row.id),
        text: row.text,
        retired: row.retired,
    });
    Ok(row.collect())
}

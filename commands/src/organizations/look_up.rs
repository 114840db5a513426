//! Finding an organization as an operator names it: by its id, or by its INN.

use domain::organizations::{LegalSubject, Organization};
use domain::vocabulary::{Inn, Kpp, OrganizationId};
use sqlx::PgPool;

use crate::journal::{StoreError, load};

/// An organization that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The organization.
    pub id: OrganizationId,
    /// The name of a company; people's names are in the directory.
    pub name: Option<String>,
}

/// All organizations that a text names: one by its id, or every branch of an INN.
pub async fn look_up(pool: &PgPool, text: &str) -> Result<Vec<Found>, StoreError> {
    let ids = match text.trim().parse() {
        Ok(id) => vec![id],
        Err(_) => by_inn(pool, text.trim()).await?,
    };
    let mut found = Vec::new();
    for id in ids {
        found.extend(registered(pool, id).await?);
    }
    Ok(found)
}

/// An organization, if it is registered.
pub async fn registered(pool: &PgPool, id: OrganizationId) -> Result<Option<Found>, StoreError> {
    let organization = load::load::<Organization>(pool, id).await?;
    let name = match organization.legal() {
        Some(LegalSubject::LegalEntity(legal)) => Some(legal.name.clone()),
        Some(LegalSubject::SoleTrader | LegalSubject::Individual) | None => None,
    };
    Ok(organization.is_registered().then_some(Found { id, name }))
}

/// The company with an INN and a KPP, if it is registered.
pub async fn company(pool: &PgPool, inn: &Inn, kpp: &Kpp) -> Result<Option<OrganizationId>, StoreError> {
    let owner = sqlx::query_scalar!(
        "SELECT owner FROM journal.claims WHERE kind = 'inn_kpp' AND value = $1",
        format!("{inn}/{kpp}")
    )
    .fetch_optional(pool)
    .await?;
    owner.map(id).transpose()
}

async fn by_inn(pool: &PgPool, inn: &str) -> Result<Vec<OrganizationId>, StoreError> {
    let owners = sqlx::query_scalar!(
        "SELECT owner FROM journal.claims WHERE kind = 'inn_kpp' AND split_part(value, '/', 1) = $1 ORDER BY value",
        inn
    )
    .fetch_all(pool)
    .await?;
    owners.into_iter().map(id).collect()
}

fn id(owner: String) -> Result<OrganizationId, StoreError> {
    owner.parse().map_err(|_| StoreError::Inconsistent {
        table: "journal.claims",
        column: "owner",
        value: owner,
    })
}

//! What is kept of contracts and legal entities, and who left: for an operator who compares it
//! with a file.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::str::FromStr;

use domain::organizations::{BankDetails, Contract, LegalEntity};
use domain::vocabulary::{ContractId, LegalEntityId, OrganizationId, PersonId, PriceTypeId};
use sqlx::PgPool;

use crate::journal::StoreError;

/// The legal entities of the supplier, by INN.
pub async fn legal_entities(pool: &PgPool) -> Result<Vec<LegalEntity>, StoreError> {
    let rows = sqlx::query!(
        "SELECT id, name, inn, kpp, legal_address, bank, bic, account, correspondent_account
           FROM organizations.legal_entities ORDER BY inn, kpp"
    )
    .fetch_all(pool)
    .await?;
    let table = "organizations.legal_entities";
    rows.into_iter()
        .map(|row| {
            let correspondent = row.correspondent_account.as_deref();
            Ok(LegalEntity {
                id: LegalEntityId(row.id),
                name: row.name,
                inn: parsed(table, "inn", &row.inn)?,
                kpp: row.kpp.as_deref().map(|kpp| parsed(table, "kpp", kpp)).transpose()?,
                legal_address: row.legal_address,
                bank: BankDetails {
                    bank: row.bank,
                    bic: parsed(table, "bic", &row.bic)?,
                    account: parsed(table, "account", &row.account)?,
                    correspondent_account: correspondent
                        .map(|account| parsed(table, "correspondent_account", account))
                        .transpose()?,
                },
            })
        })
        .collect()
}

/// The contracts of an organization.
pub async fn contracts(pool: &PgPool, organization: OrganizationId) -> Result<Vec<Contract>, StoreError> {
    let rows = sqlx::query!(
        "SELECT id, number, signed_on, currency, payment_terms, price_type, legal_entity
           FROM organizations.contracts WHERE organization = $1 ORDER BY signed_on, id",
        organization.to_string()
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Contract {
                id: ContractId(row.id),
                organization,
                seller: LegalEntityId(row.legal_entity),
                number: row.number,
                date: row.signed_on,
                currency: parsed("organizations.contracts", "currency", &row.currency)?,
                payment_terms: serde_json::from_value(row.payment_terms)?,
                price_type: PriceTypeId(row.price_type),
            })
        })
        .collect()
}

/// Everybody who was a member of an organization and is none any more.
pub async fn left(pool: &PgPool, organization: OrganizationId) -> Result<BTreeSet<PersonId>, StoreError> {
    let people = sqlx::query_scalar!(
        "SELECT person FROM organizations.access WHERE organization = $1 AND cardinality(roles) = 0",
        organization.to_string()
    )
    .fetch_all(pool)
    .await?;
    Ok(people.into_iter().map(PersonId).collect())
}

/// The words of all delivery addresses of an organization, the retired ones too, as far as they
/// were not erased.
pub async fn delivery_addresses(
    pool: &PgPool,
    organization: OrganizationId,
) -> Result<BTreeSet<String>, StoreError> {
    let texts = sqlx::query_scalar!(
        "SELECT text.body FROM organizations.delivery_addresses address
           JOIN journal.texts text ON text.id = address.text_id
          WHERE address.organization = $1",
        organization.to_string()
    )
    .fetch_all(pool)
    .await?;
    Ok(texts.into_iter().collect())
}

fn parsed<T>(table: &'static str, column: &'static str, value: &str) -> Result<T, StoreError>
where
    T: FromStr,
    T::Err: Display,
{
    value.parse().map_err(|reason| StoreError::Inconsistent {
        table,
        column,
        value: format!("{value} ({reason})"),
    })
}

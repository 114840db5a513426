//! The terms of a contract, as an order freezes them.

use domain::journal::Tenant;
use domain::ordering::order::ContractTerms;
use domain::vocabulary::{ContractId, CurrencyError, LegalEntityId, PriceTypeId};
use sqlx::PgPool;

use crate::error::CommandError;
use crate::journal::StoreError;

/// The terms of a contract of the tenant; a contract of somebody else does not exist.
pub async fn terms(
    pool: &PgPool,
    tenant: Tenant,
    contract: ContractId,
) -> Result<ContractTerms, CommandError> {
    let row = sqlx::query!(
        "SELECT contract.number, contract.signed_on, contract.currency, contract.price_type,
                price_type.name AS price_type_name, price_type.vat_included,
                contract.legal_entity, legal_entity.name AS supplier_name
           FROM organizations.contracts contract
           JOIN organizations.legal_entities legal_entity ON legal_entity.id = contract.legal_entity
           JOIN catalogue.price_types price_type ON price_type.id = contract.price_type
          WHERE contract.id = $1 AND contract.organization = $2",
        contract.uuid(),
        tenant.to_string()
    )
    .fetch_optional(pool)
    .await
    .map_err(CommandError::database)?
    .ok_or(CommandError::NotFound)?;
    Ok(ContractTerms {
        contract,
        number: row.number,
        date: row.signed_on,
        currency: row.currency.parse().map_err(|error: CurrencyError| StoreError::Inconsistent {
            table: "organizations.contracts",
            column: "currency",
            value: error.to_string(),
        })?,
        price_type: PriceTypeId(row.price_type),
        price_type_name: row.price_type_name,
        vat_included: row.vat_included,
        supplier: LegalEntityId(row.legal_entity),
        supplier_name: row.supplier_name,
    })
}

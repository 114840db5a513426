//! The terms of a contract as they are now: what an order is quoted at and freezes.

use domain::journal::Tenant;
use domain::ordering::order::ContractTerms;
use domain::ordering::{Order, OrderError};
use domain::refusal::Refusal;
use domain::vocabulary::{ContractId, CurrencyError, LegalEntityId, PriceTypeId};
use sqlx::PgPool;

use crate::error::CommandError;
use crate::journal::{Loaded, StoreError};
use crate::work::Work;

/// The contract names a type of price that did not come from 1C yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the type of price of this contract is not in the catalogue yet")]
pub struct PriceTypeMissing;

impl Refusal for PriceTypeMissing {
    fn code(&self) -> &'static str {
        "CONTRACT_PRICE_TYPE_MISSING"
    }

    fn in_russian(&self) -> String {
        "Вид цен этого договора ещё не загружен в каталог.".to_owned()
    }

    fn field(&self) -> Option<&'static str> {
        Some("contract")
    }
}

/// The terms of a contract of the tenant; a contract of somebody else does not exist.
pub async fn terms(
    pool: &PgPool,
    tenant: Tenant,
    contract: ContractId,
) -> Result<ContractTerms, CommandError> {
    let row = sqlx::query!(
        r#"SELECT contract.number, contract.signed_on, contract.currency, contract.price_type,
                price_type.name AS "price_type_name?", price_type.vat_included AS "vat_included?",
                contract.legal_entity, legal_entity.name AS supplier_name
           FROM organizations.contracts contract
           JOIN organizations.legal_entities legal_entity ON legal_entity.id = contract.legal_entity
           LEFT JOIN catalogue.price_types price_type ON price_type.id = contract.price_type
          WHERE contract.id = $1 AND contract.organization = $2"#,
        contract.uuid(),
        tenant.to_string()
    )
    .fetch_optional(pool)
    .await
    .map_err(CommandError::database)?
    .ok_or(CommandError::NotFound)?;
    let (Some(price_type_name), Some(vat_included)) = (row.price_type_name, row.vat_included) else {
        return Err(PriceTypeMissing.into());
    };
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
        price_type_name,
        vat_included,
        supplier: LegalEntityId(row.legal_entity),
        supplier_name: row.supplier_name,
    })
}

/// The terms of an order's contract as they are now. Those that a draft began with may be
/// long out of date.
pub async fn terms_of(work: &Work<'_>, order: &Loaded<Order>) -> Result<ContractTerms, CommandError> {
    let contract = order.contract().ok_or(OrderError::Unknown)?.contract;
    terms(work.pool(), work.requester().tenant(), contract).await
}

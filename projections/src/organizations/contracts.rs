//! Under which contracts does an organization buy, and of whom?
//!
//! 1C keeps contracts and the supplier's legal entities: they are read as they are.

use chrono::NaiveDate;
use domain::organizations::{Action, Extent};
use domain::vocabulary::{ContractId, Currency, LegalEntityId, OrganizationId, PaymentTerms, PriceTypeId};
use sqlx::types::Json;
use uuid::Uuid;

use crate::page::ReadError;
use crate::scoped_read::ScopedRead;
use crate::stored::{organization as id_of, parse};

/// A contract of an organization with a legal entity of the supplier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractRow {
    /// The contract.
    pub id: ContractId,
    /// The buyer.
    pub organization: OrganizationId,
    /// The number on the paper.
    pub number: String,
    /// The date on the paper.
    pub date: NaiveDate,
    /// The currency of all orders under it.
    pub currency: Currency,
    /// When orders are paid.
    pub payment_terms: PaymentTerms,
    /// The prices that apply.
    pub price_type: PriceTypeId,
    /// The name of that type of price; nothing when the catalogue does not know it (yet).
    pub price_type_name: Option<String>,
    /// The legal entity of the supplier that sells.
    pub seller: SellerRow,
}

/// A legal entity of the supplier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SellerRow {
    /// The legal entity.
    pub id: LegalEntityId,
    /// The full name.
    pub name: String,
    /// The taxpayer's number.
    pub inn: String,
    /// The reason of registration; sole traders have none.
    pub kpp: Option<String>,
    /// The legal address.
    pub legal_address: String,
    /// The bank's name.
    pub bank: String,
    /// The bank's code.
    pub bic: String,
    /// The account that receives.
    pub account: String,
    /// The bank's own account at the Bank of Russia.
    pub correspondent_account: Option<String>,
}

/// The contracts of an organization, the latest first; nothing if they may not be seen.
pub async fn contracts(
    read: &mut ScopedRead,
    organization: OrganizationId,
) -> Result<Vec<ContractRow>, ReadError> {
    found(read, Some(organization), &[]).await
}

/// Those of a set of contracts that whoever reads may see, in any order.
pub async fn contracts_by_ids(
    read: &mut ScopedRead,
    ids: &[ContractId],
) -> Result<Vec<ContractRow>, ReadError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    found(read, None, &ids).await
}

async fn found(
    read: &mut ScopedRead,
    of: Option<OrganizationId>,
    ids: &[Uuid],
) -> Result<Vec<ContractRow>, ReadError> {
    let own = read.scope().organization();
    let action = if own.is_some() { Action::ReadOrganization } else { Action::ReadAllOrganizations };
    if read.scope().extent(action) == Extent::None {
        return Ok(Vec::new());
    }
    let rows = sqlx::query_as!(
        Stored,
        r#"SELECT contract.id, contract.organization, contract.number, contract.signed_on, contract.currency,
                  contract.payment_terms AS "payment_terms: Json<PaymentTerms>", contract.price_type,
                  price_type.name AS "price_type_name?", seller.id AS seller, seller.name, seller.inn, seller.kpp,
                  seller.legal_address, seller.bank, seller.bic, seller.account, seller.correspondent_account
             FROM organizations.contracts contract
             JOIN organizations.legal_entities seller ON seller.id = contract.legal_entity
             LEFT JOIN catalogue.price_types price_type ON price_type.id = contract.price_type
            WHERE (contract.organization = $1 OR contract.id = ANY($2))
              AND ($3::text IS NULL OR contract.organization = $3)
            ORDER BY contract.signed_on DESC, contract.id"#,
        of.map(|id| id.to_string()),
        ids,
        own.map(|id| id.to_string())
    )
    .fetch_all(read.connection())
    .await?;
    Ok(rows.into_iter().map(ContractRow::try_from).collect::<sqlx::Result<_>>()?)
}

struct Stored {
    id: Uuid,
    organization: String,
    number: String,
    signed_on: NaiveDate,
    currency: String,
    payment_terms: Json<PaymentTerms>,
    price_type: Uuid,
    price_type_name: Option<String>,
    seller: Uuid,
    name: String,
    inn: String,
    kpp: Option<String>,
    legal_address: String,
    bank: String,
    bic: String,
    account: String,
    correspondent_account: Option<String>,
}

impl TryFrom<Stored> for ContractRow {
    type Error = sqlx::Error;

    fn try_from(row: Stored) -> sqlx::Result<Self> {
        Ok(Self {
            id: ContractId(row.id),
            organization: id_of(&row.organization)?,
            number: row.number,
            date: row.signed_on,
            currency: parse(&row.currency)?,
            payment_terms: row.payment_terms.0,
            price_type: PriceTypeId(row.price_type),
            price_type_name: row.price_type_name,
            seller: SellerRow {
                id: LegalEntityId(row.seller),
                name: row.name,
                inn: row.inn,
                kpp: row.kpp,
                legal_address: row.legal_address,
                bank: row.bank,
                bic: row.bic,
                account: row.account,
                correspondent_account: row.correspondent_account,
            },
        })
    }
}

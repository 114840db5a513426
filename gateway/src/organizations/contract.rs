//! A contract of an organization with the supplier.

use async_graphql::SimpleObject;
use chrono::NaiveDate;
use domain::vocabulary::{ContractId, LegalEntityId};
use projections::organizations::{ContractRow, SellerRow};

use super::organization_words::PaymentTermsValue;
use crate::graphql::global_id::GlobalId;

/// A contract of an organization with a legal entity of the supplier.
#[derive(Clone, SimpleObject)]
pub struct Contract {
    /// The id of the contract.
    id: GlobalId<ContractId>,
    /// The number on the paper.
    number: String,
    /// The date on the paper.
    date: NaiveDate,
    /// The currency of all orders under it, by its code of ISO 4217.
    currency: String,
    /// When orders are paid.
    payment_terms: PaymentTermsValue,
    /// The name of the type of price that applies; null when the catalogue does not know it.
    price_type: Option<String>,
    /// Who sells.
    seller: Seller,
}

/// A legal entity of the supplier, which sells under contracts.
#[derive(Clone, SimpleObject)]
pub struct Seller {
    /// The id of the legal entity.
    id: GlobalId<LegalEntityId>,
    /// The full name.
    name: String,
    /// The taxpayer's number.
    inn: String,
    /// The reason of registration; sole traders have none.
    kpp: Option<String>,
    /// The legal address.
    legal_address: String,
    /// The name of the bank.
    bank: String,
    /// The code of the bank.
    bic: String,
    /// The account that receives.
    account: String,
    /// The account of the bank at the Bank of Russia.
    correspondent_account: Option<String>,
}

impl From<ContractRow> for Contract {
    fn from(row: ContractRow) -> Self {
        Self {
            id: GlobalId(row.id),
            number: row.number,
            date: row.date,
            currency: row.currency.code().to_owned(),
            payment_terms: row.payment_terms.into(),
            price_type: row.price_type_name,
            seller: row.seller.into(),
        }
    }
}

impl From<SellerRow> for Seller {
    fn from(row: SellerRow) -> Self {
        Self {
            id: GlobalId(row.id),
            name: row.name,
            inn: row.inn,
            kpp: row.kpp,
            legal_address: row.legal_address,
            bank: row.bank,
            bic: row.bic,
            account: row.account,
            correspondent_account: row.correspondent_account,
        }
    }
}

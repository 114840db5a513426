//! Contracts, and the supplier's legal entities that sell under them.
//!
//! 1C keeps both, so they are reference tables and no streams; an order freezes what it
//! needs of them.

#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::vocabulary::{
    BankAccount, Bic, ContractId, Currency, Inn, Kpp, LegalEntityId, OrganizationId, PaymentTerms,
    PriceTypeId,
};

/// The namespace of the ids below (RFC 9562, version 5). It never changes.
const NAMESPACE: Uuid = Uuid::from_u128(0x91d6_0f3a_4c27_4e8b_b5d1_7a02_c9e4_63f8);

/// The contract of an organization that was written down by hand, by its number.
pub fn contract_id(organization: OrganizationId, number: &str) -> ContractId {
    ContractId(derived("contract", &format!("{organization}:{}", number.trim())))
}

/// The legal entity of the supplier that was written down by hand, by its INN.
pub fn legal_entity_id(inn: &Inn) -> LegalEntityId {
    LegalEntityId(derived("legal_entity", inn.as_str()))
}

fn derived(kind: &str, name: &str) -> Uuid {
    Uuid::new_v5(&NAMESPACE, format!("{kind}:{name}").as_bytes())
}

/// A contract of a buyer organization with a legal entity of the supplier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    /// The contract.
    pub id: ContractId,
    /// The buyer.
    pub organization: OrganizationId,
    /// The legal entity of the supplier that sells.
    pub seller: LegalEntityId,
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
}

/// A legal entity of the supplier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalEntity {
    /// The legal entity.
    pub id: LegalEntityId,
    /// The full name.
    pub name: String,
    /// The taxpayer's number.
    pub inn: Inn,
    /// The reason of registration; sole traders have none.
    pub kpp: Option<Kpp>,
    /// The legal address.
    pub legal_address: String,
    /// Where it is paid.
    pub bank: BankDetails,
}

/// Where money is paid to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankDetails {
    /// The bank's name.
    pub bank: String,
    /// The bank.
    pub bic: Bic,
    /// The account that receives.
    pub account: BankAccount,
    /// The bank's own account at the Bank of Russia; banks of the treasury have none.
    pub correspondent_account: Option<BankAccount>,
}

/// Something about bank details that deserves a look. It never refuses them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BankDetailsWarning {
    /// The check digit of the account disagrees with the bank.
    Account,
    /// The check digit of the correspondent account disagrees with the bank.
    CorrespondentAccount,
}

impl BankDetails {
    /// What deserves a look.
    pub fn warnings(&self) -> Vec<BankDetailsWarning> {
        let correspondent =
            self.correspondent_account.iter().map(|it| (it, BankDetailsWarning::CorrespondentAccount));
        std::iter::once((&self.account, BankDetailsWarning::Account))
            .chain(correspondent)
            .filter(|(account, _)| !account.agrees_with(&self.bic))
            .map(|(_, warning)| warning)
            .collect()
    }
}

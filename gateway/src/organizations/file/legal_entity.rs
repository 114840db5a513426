//! A legal entity of the supplier as files write it.

use domain::organizations::{self, BankDetails};
use domain::vocabulary::{Inn, Kpp, LegalEntityId};
use serde::Deserialize;

/// A legal entity of the supplier. Contracts name it by its INN.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegalEntity {
    /// The name.
    pub name: String,
    /// The taxpayer's number.
    pub inn: Inn,
    /// The reason of registration with the tax office; sole traders have none.
    pub kpp: Option<Kpp>,
    /// The legal address.
    pub legal_address: String,
    /// Where it is paid.
    pub bank: BankDetails,
}

impl LegalEntity {
    /// The legal entity under its id.
    pub fn with_id(&self, id: LegalEntityId) -> organizations::LegalEntity {
        organizations::LegalEntity {
            id,
            name: self.name.clone(),
            inn: self.inn.clone(),
            kpp: self.kpp.clone(),
            legal_address: self.legal_address.clone(),
            bank: self.bank.clone(),
        }
    }
}

//! A contract as files write it.

use chrono::NaiveDate;
use domain::organizations;
use domain::vocabulary::{ContractId, Currency, LegalEntityId, OrganizationId, PaymentTerms, PriceTypeId};
use serde::Deserialize;

/// A contract with a legal entity of the supplier.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// The number, by which orders name it.
    pub number: String,
    /// The day it was signed.
    pub date: NaiveDate,
    /// The currency.
    pub currency: Currency,
    /// The type of price: its id in 1C, or its name.
    pub price_type: String,
    /// The INN of the supplier's legal entity.
    pub legal_entity: String,
    /// When the customer pays.
    pub payment_terms: PaymentTerms,
}

impl Contract {
    /// The contract with what its words stand for.
    pub fn with_ids(
        &self,
        (id, organization): (ContractId, OrganizationId),
        seller: LegalEntityId,
        price_type: PriceTypeId,
    ) -> organizations::Contract {
        organizations::Contract {
            id,
            organization,
            seller,
            number: self.number.trim().to_owned(),
            date: self.date,
            currency: self.currency,
            payment_terms: self.payment_terms,
            price_type,
        }
    }
}

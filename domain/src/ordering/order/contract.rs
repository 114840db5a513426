//! The contract that an order names, as it stood when the order was drafted, and from the
//! submission on as it stood then.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::vocabulary::{ContractId, Currency, LegalEntityId, PriceTypeId};

/// The terms of a contract with a legal entity of the supplier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractTerms {
    /// The contract.
    pub contract: ContractId,
    /// Its number.
    pub number: String,
    /// Its date.
    pub date: NaiveDate,
    /// The currency of everything ordered under it.
    pub currency: Currency,
    /// The type of price that it grants.
    pub price_type: PriceTypeId,
    /// The name of that type.
    pub price_type_name: String,
    /// Whether prices of that type contain the VAT.
    pub vat_included: bool,
    /// The supplier's legal entity that sells under it.
    pub supplier: LegalEntityId,
    /// The name of that legal entity.
    pub supplier_name: String,
}

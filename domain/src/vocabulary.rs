//! Words that every context shares.

pub mod ids;
pub mod money;
pub mod percent;
pub mod quantity;
pub mod text_ref;
pub mod vat_rate;

pub use ids::{
    CartId, CaseId, CategoryId, ContractId, ExchangeRunId, LegalEntityId, OrderId, OrganizationId, PersonId,
    PriceTypeId, ProductId, TextId, WarehouseId,
};
pub use money::{Currency, CurrencyError, Money, MoneyError, to_hundredths};
pub use percent::{NotAPercent, Percent};
pub use quantity::{Quantity, QuantityError};
pub use text_ref::TextRef;
pub use vat_rate::{UnknownVatRate, VatRate};

#[cfg(test)]
mod tests;

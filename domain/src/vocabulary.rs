//! Words that every context shares.

pub mod ids;
pub mod money;
pub mod payment_terms;
pub mod requisites;
pub mod revision;
pub mod text_ref;
pub mod time_zone;

pub use ids::{
    CartId, CaseId, CategoryId, ContractId, ExchangeRunId, LegalEntityId, OrderId, OrganizationId, PersonId,
    PriceTypeId, ProductId, TextId, WarehouseId,
};
pub use money::{Currency, CurrencyError, Money};
pub use payment_terms::{PaymentTerms, Percent};
pub use requisites::{BankAccount, Bic, Inn, Kpp, RequisiteError};
pub use revision::Revision;
pub use text_ref::TextRef;
pub use time_zone::TimeZone;

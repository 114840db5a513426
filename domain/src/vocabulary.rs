//! Words that every context shares.

pub mod ids;
pub mod money;
pub mod payment_terms;
pub mod percent;
pub mod period;
pub mod quantity;
pub mod requisites;
pub mod revision;
pub mod text_ref;
pub mod time_zone;
pub mod vat_rate;

pub use ids::{
    AddressId, BatchId, BudgetId, CartId, CaseId, CategoryId, ContractId, CostCentreId, DelegationId,
    DeliveryWayId, ExchangeRunId, FileId, LegalEntityId, NotificationId, OrderId, OrderTemplateId,
    OrganizationId, PersonId, PriceTypeId, ProductId, PropertyId, ReconciliationId, SettlementDocumentId,
    ShipmentId, TextId, WarehouseId,
};
pub use money::{Currency, CurrencyError, Money, MoneyError, to_hundredths};
pub use payment_terms::{PaymentTerms, PrepaidPart};
pub use percent::{NotAPercent, Percent};
pub use period::{Period, Span};
pub use quantity::{Quantity, QuantityError};
pub use requisites::{BankAccount, Bic, Inn, Kpp, RequisiteError};
pub use revision::Revision;
pub use text_ref::TextRef;
pub use time_zone::TimeZone;
pub use vat_rate::{UnknownVatRate, VatRate};

#[cfg(test)]
mod shape_tests;
#[cfg(test)]
mod tests;

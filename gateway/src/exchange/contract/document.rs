//! The kinds of document that 1C sends.

use domain::vocabulary::{Currency, Inn, Kpp};
use serde::Deserialize;
use utoipa::ToSchema;

use super::values::{Amount, Day, Moment, Name, Title, Version, optional, optional_day, parsed};

/// A customer or a contractor. It is tied to the organization that has its INN and KPP.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = Counterparty)]
pub struct CounterpartyDocument {
    /// Always `counterparty`.
    #[schema(pattern = "^counterparty$", example = "counterparty")]
    pub kind: String,
    /// The id in 1C.
    #[schema(value_type = String, example = "0b8f2c1e-4a0d-11ee-9d2a-00155d012345")]
    pub id: Name,
    /// The version: an integer that grows, or `ВерсияДанных` in base64.
    #[schema(value_type = String, example = "AAAAAAAAAQI=")]
    pub version: Version,
    /// The name.
    #[schema(value_type = String, example = "ООО «Квартал»")]
    pub name: Title,
    /// The taxpayer's number: 10 digits of a company, 12 of a person.
    #[serde(default, deserialize_with = "optional")]
    #[schema(value_type = Option<String>, example = "7707083893")]
    pub inn: Option<Inn>,
    /// The reason of registration; people have none.
    #[serde(default, deserialize_with = "optional")]
    #[schema(value_type = Option<String>, example = "773601001")]
    pub kpp: Option<Kpp>,
}

/// A contract with a counterparty. One that was written down by hand is found by its number;
/// another is made, and then it needs `seller` and `priceType`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = Contract)]
pub struct ContractDocument {
    /// Always `contract`.
    #[schema(pattern = "^contract$", example = "contract")]
    pub kind: String,
    /// The id in 1C.
    #[schema(value_type = String, example = "5d0e7a34-4a0d-11ee-9d2a-00155d012345")]
    pub id: Name,
    /// The version: an integer that grows, or `ВерсияДанных` in base64.
    #[schema(value_type = String, example = "AAAAAAAAAQM=")]
    pub version: Version,
    /// The counterparty's id in 1C.
    #[schema(value_type = String, example = "0b8f2c1e-4a0d-11ee-9d2a-00155d012345")]
    pub counterparty: Name,
    /// The number on the paper.
    #[schema(value_type = String, example = "12/26")]
    pub number: Name,
    /// The date on the paper.
    #[schema(value_type = String, format = Date, example = "2026-01-15")]
    pub date: Day,
    /// The currency by its code of ISO 4217.
    #[serde(deserialize_with = "parsed")]
    #[schema(value_type = String, example = "RUB")]
    pub currency: Currency,
    /// The legal entity of the supplier that sells.
    #[serde(default)]
    pub seller: Option<SellerField>,
    /// The id in 1C of the type of price that applies.
    #[serde(default, deserialize_with = "optional")]
    #[schema(example = "c0a1f6d2-4a0d-11ee-9d2a-00155d012345")]
    pub price_type: Option<String>,
    /// When orders are paid; prepayment, where a new contract does not say it.
    #[serde(default)]
    pub payment_terms: Option<PaymentTermsField>,
}

/// A legal entity of the supplier.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = Seller)]
pub struct SellerField {
    /// The taxpayer's number.
    #[serde(deserialize_with = "parsed")]
    #[schema(value_type = String, example = "7707083893")]
    pub inn: Inn,
    /// The reason of registration.
    #[serde(default, deserialize_with = "optional")]
    #[schema(value_type = Option<String>, example = "773601001")]
    pub kpp: Option<Kpp>,
}

/// When orders are paid.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = PaymentTerms)]
pub struct PaymentTermsField {
    /// How.
    pub kind: PaymentTermsKind,
    /// The part that is paid before, from 1 to 99; only of `partial_prepayment`.
    #[serde(default)]
    pub percent: Option<u8>,
    /// The days after the shipment; only of `partial_prepayment` and `deferred`.
    #[serde(default)]
    pub days: Option<u16>,
}

/// How orders are paid.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaymentTermsKind {
    /// All of it before the shipment.
    Prepayment,
    /// A part before the shipment, the rest some days after it.
    PartialPrepayment,
    /// When the goods are handed over.
    OnDelivery,
    /// Some days after the shipment.
    Deferred,
}

/// A document that changes what is owed. Where `state` is not `posted`, `id` and `version` are
/// enough.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = SettlementDocument)]
pub struct SettlementFields {
    /// Always `settlement_document`.
    #[schema(pattern = "^settlement_document$", example = "settlement_document")]
    pub kind: String,
    /// The id in 1C. Where one document settles under several contracts, each part has an id of
    /// its own (`<guid>/2`).
    #[schema(value_type = String, example = "8a4b1c2d-5b1e-11f0-9d2a-00155d012345")]
    pub id: Name,
    /// The version: an integer that grows, or `ВерсияДанных` in base64.
    #[schema(value_type = String, example = "AAAAAAAAAQQ=")]
    pub version: Version,
    /// Whether it counts; `posted`, if nothing is said.
    #[serde(default)]
    pub state: PostingState,
    /// The counterparty's id in 1C.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "0b8f2c1e-4a0d-11ee-9d2a-00155d012345")]
    pub counterparty: Option<Name>,
    /// The contract's id in 1C.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "5d0e7a34-4a0d-11ee-9d2a-00155d012345")]
    pub contract: Option<Name>,
    /// What it is.
    #[serde(default, rename = "type")]
    pub entry: Option<EntryType>,
    /// Which way the amount goes; only of `opening_balance` and `correction`.
    #[serde(default)]
    pub side: Option<SideWord>,
    /// The number.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "УТ-000123")]
    pub number: Option<Name>,
    /// The accounting date.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date, example = "2026-03-02")]
    pub date: Option<Day>,
    /// The amount with VAT, above zero, at most two digits after the point.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "125000.00")]
    pub amount: Option<Amount>,
    /// The currency, to be compared with that of the contract.
    #[serde(default, deserialize_with = "optional")]
    #[schema(value_type = Option<String>, example = "RUB")]
    pub currency: Option<Currency>,
    /// The last day on which it is paid in time.
    #[serde(default, deserialize_with = "optional_day")]
    #[schema(value_type = Option<String>, format = Date, example = "2026-04-01")]
    pub due: Option<Day>,
    /// Our order that it is about: its id from the outbox, or its number.
    #[serde(default, deserialize_with = "optional")]
    #[schema(example = "1000042")]
    pub order: Option<String>,
    /// The documents that it settles; the rest of its amount is an advance, or stays open.
    #[serde(default)]
    pub allocations: Vec<AllocationField>,
}

/// Whether a document counts.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PostingState {
    /// It is posted.
    #[default]
    Posted,
    /// Its posting was cancelled.
    Unposted,
    /// It is marked for deletion.
    Deleted,
}

/// What kind of document it is.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EntryType {
    /// What was owed when the exchange began.
    OpeningBalance,
    /// Goods or services sold (реализация): the customer owes more.
    Invoice,
    /// Money from the customer.
    Payment,
    /// Goods that came back from the customer.
    Return,
    /// A correction, either way.
    Correction,
    /// Money that went back to the customer.
    Refund,
    /// Goods or services bought from a contractor.
    Supply,
    /// Money that went to a contractor.
    Payout,
}

/// Which way an amount goes.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SideWord {
    /// The counterparty owes more.
    Debit,
    /// The counterparty owes less.
    Credit,
}

/// A part of the amount that settles another document.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = Allocation)]
pub struct AllocationField {
    /// The id in 1C of the document that is settled. It may come later.
    #[schema(value_type = String, example = "8a4b1c2d-5b1e-11f0-9d2a-00155d012345")]
    pub document: Name,
    /// How much of it.
    #[schema(value_type = String, example = "50000.00")]
    pub amount: Amount,
}

/// What 1C itself says the balance is. It is compared with the sum of the documents.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = Balance)]
pub struct BalanceDocument {
    /// Always `balance`.
    #[schema(pattern = "^balance$", example = "balance")]
    pub kind: String,
    /// Any id; the answer names it.
    #[schema(value_type = String, example = "5d0e7a34-4a0d-11ee-9d2a-00155d012345")]
    pub id: Name,
    /// The counterparty's id in 1C.
    #[schema(value_type = String, example = "0b8f2c1e-4a0d-11ee-9d2a-00155d012345")]
    pub counterparty: Name,
    /// The contract's id in 1C.
    #[schema(value_type = String, example = "5d0e7a34-4a0d-11ee-9d2a-00155d012345")]
    pub contract: Name,
    /// The currency, to be compared with that of the contract.
    #[serde(default, deserialize_with = "optional")]
    #[schema(value_type = Option<String>, example = "RUB")]
    pub currency: Option<Currency>,
    /// The balance: above zero, the counterparty owes.
    #[schema(value_type = String, example = "75000.00")]
    pub amount: Amount,
    /// For which moment, with its offset from UTC. A later one takes the place of an earlier.
    #[schema(value_type = String, format = DateTime, example = "2026-03-31T23:59:59+03:00")]
    pub as_of: Moment,
}

/// How much a counterparty may owe.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = CreditLimit)]
pub struct CreditLimitDocument {
    /// Always `credit_limit`.
    #[schema(pattern = "^credit_limit$", example = "credit_limit")]
    pub kind: String,
    /// The id in 1C.
    #[schema(value_type = String, example = "0b8f2c1e-4a0d-11ee-9d2a-00155d012345")]
    pub id: Name,
    /// The version: an integer that grows, or `ВерсияДанных` in base64.
    #[schema(value_type = String, example = "7")]
    pub version: Version,
    /// The counterparty's id in 1C.
    #[schema(value_type = String, example = "0b8f2c1e-4a0d-11ee-9d2a-00155d012345")]
    pub counterparty: Name,
    /// The currency.
    #[serde(deserialize_with = "parsed")]
    #[schema(value_type = String, example = "RUB")]
    pub currency: Currency,
    /// How much.
    #[schema(value_type = String, example = "500000.00")]
    pub limit: Amount,
    /// The first day on which it is valid.
    #[serde(default, deserialize_with = "optional_day")]
    #[schema(value_type = Option<String>, format = Date, example = "2026-01-01")]
    pub valid_from: Option<Day>,
    /// The last day on which it is valid.
    #[serde(default, deserialize_with = "optional_day")]
    #[schema(value_type = Option<String>, format = Date, example = "2026-12-31")]
    pub valid_until: Option<Day>,
}

/// What became of one of our orders in 1C.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = OrderStatus)]
pub struct OrderStatusDocument {
    /// Always `order_status`.
    #[schema(pattern = "^order_status$", example = "order_status")]
    pub kind: String,
    /// The id of what is said: each thing about an order has one of its own, such as the id of the
    /// shipment's document.
    #[schema(value_type = String, example = "9e5c2d3e-5b1e-11f0-9d2a-00155d012345")]
    pub id: Name,
    /// The version: an integer that grows, or `ВерсияДанных` in base64.
    #[schema(value_type = String, example = "1")]
    pub version: Version,
    /// Our order: its id from the outbox, or its number.
    #[schema(value_type = String, example = "1000042")]
    pub order: Name,
    /// What became of it.
    pub status: StatusWord,
    /// The number that 1C gave to the order.
    #[serde(default, deserialize_with = "optional")]
    #[schema(example = "УТ-000077")]
    pub number: Option<String>,
    /// Why it is refused or cancelled, for the buyer.
    #[serde(default, deserialize_with = "optional")]
    pub reason: Option<String>,
    /// How much was paid for the order in all; only of `paid`.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "125000.00")]
    pub paid_amount: Option<Amount>,
    /// What left; only of `shipped`.
    #[serde(default)]
    pub shipment: Option<ShipmentField>,
}

/// What became of an order in 1C.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StatusWord {
    /// It is a document in 1C now, and is processed.
    Accepted,
    /// It cannot be one: `reason` says why. It is put on hold.
    Refused,
    /// An invoice was written.
    Invoiced,
    /// Goods left: those of `shipment`, or all that were left.
    Shipped,
    /// All of it arrived.
    Delivered,
    /// `paidAmount` was paid for it in all.
    Paid,
    /// Nothing is left to do.
    Closed,
    /// The supplier called it off: `reason` says why.
    Cancelled,
}

/// Goods that left.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = Shipment)]
pub struct ShipmentField {
    /// Which; nothing named means all that is left.
    #[serde(default)]
    pub lines: Vec<ShippedLine>,
    /// Who carries them.
    #[serde(default, deserialize_with = "optional")]
    pub carrier: Option<String>,
    /// The carrier's number.
    #[serde(default, deserialize_with = "optional")]
    pub tracking: Option<String>,
    /// The day on which they should arrive.
    #[serde(default, deserialize_with = "optional_day")]
    #[schema(value_type = Option<String>, format = Date, example = "2026-03-10")]
    pub expected_on: Option<Day>,
}

/// A product that left.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ShippedLine {
    /// The product's id in 1C, as in the catalogue and in the outbox.
    #[schema(value_type = String, example = "1f2e3d4c-4a0d-11ee-9d2a-00155d012345")]
    pub product: Name,
    /// How many units of it.
    #[schema(value_type = String, example = "10")]
    pub quantity: Amount,
}

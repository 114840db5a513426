//! What a document of 1C says, whatever it looks like on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use domain::accounts::settlement::{EntryKind, Reversal, Side};
use domain::vocabulary::{Currency, Inn, Kpp, PaymentTerms, ProductId, Quantity};
use rust_decimal::Decimal;

use super::outcome::Reason;
use crate::accounts::reconciliation::Statement;

/// Reads documents as they come over the wire. The gateway implements it.
pub trait DocumentReader: Send + Sync {
    /// Reads one document, or says why it cannot.
    fn read(&self, body: &[u8]) -> ReadDocument;
}

/// A document, as far as it could be read.
#[derive(Clone, Debug)]
pub struct ReadDocument {
    /// Its kind.
    pub kind: Option<String>,
    /// Its id in 1C.
    pub id: Option<String>,
    /// What it says, or what is wrong with it.
    pub content: Result<Content, Reason>,
}

/// What a document says.
#[derive(Clone, Debug)]
pub enum Content {
    /// A customer or a contractor.
    Counterparty(Counterparty),
    /// A contract with one.
    Contract(Contract),
    /// A document of the settlement ledger.
    Settlement(Settlement),
    /// What 1C says the balance is.
    Balance(Balance),
    /// How much may be owed.
    CreditLimit(CreditLimit),
    /// What became of an order in 1C.
    OrderStatus(OrderStatus),
    /// What it answers to a request for a reconciliation statement.
    Reconciliation(ReconciliationAnswer),
}

/// A customer or a contractor of 1C.
#[derive(Clone, Debug)]
pub struct Counterparty {
    /// The id in 1C.
    pub id: String,
    /// The version.
    pub version: i64,
    /// The name.
    pub name: String,
    /// The taxpayer's number.
    pub inn: Option<Inn>,
    /// The reason of registration; people have none.
    pub kpp: Option<Kpp>,
}

/// A contract of 1C.
#[derive(Clone, Debug)]
pub struct Contract {
    /// The id in 1C.
    pub id: String,
    /// The version.
    pub version: i64,
    /// The counterparty's id in 1C.
    pub counterparty: String,
    /// The number on the paper.
    pub number: String,
    /// The date on the paper.
    pub date: NaiveDate,
    /// The currency.
    pub currency: Currency,
    /// Who sells; needed where the contract is new.
    pub seller: Option<Seller>,
    /// The id in 1C of the prices that apply; needed where the contract is new.
    pub price_type: Option<String>,
    /// When to pay; where nothing is said it stays as it is.
    pub payment_terms: Option<PaymentTerms>,
}

/// A legal entity of the supplier, by what the state knows it by.
#[derive(Clone, Debug)]
pub struct Seller {
    /// The taxpayer's number.
    pub inn: Inn,
    /// The reason of registration.
    pub kpp: Option<Kpp>,
}

/// A document of the settlement ledger.
#[derive(Clone, Debug)]
pub struct Settlement {
    /// The id in 1C.
    pub id: String,
    /// The version.
    pub version: u64,
    /// What it says; or why it does not count any more.
    pub state: Result<Box<Posting>, Reversal>,
}

/// What a posted document says.
#[derive(Clone, Debug)]
pub struct Posting {
    /// The counterparty's id in 1C.
    pub counterparty: String,
    /// The contract's id in 1C.
    pub contract: String,
    /// What kind of document it is.
    pub kind: EntryKind,
    /// Which way the amount goes, where the kind does not say it.
    pub side: Option<Side>,
    /// The number.
    pub number: String,
    /// The accounting date.
    pub date: NaiveDate,
    /// The amount with VAT.
    pub amount: Decimal,
    /// The currency, to be compared with the contract's.
    pub currency: Option<Currency>,
    /// The last day on which it is paid in time.
    pub due: Option<NaiveDate>,
    /// Our order that it is about: its id or its number.
    pub order: Option<String>,
    /// The documents of 1C that it settles, and how much of each.
    pub allocations: Vec<(String, Decimal)>,
}

/// What 1C says the balance is.
#[derive(Clone, Debug)]
pub struct Balance {
    /// The counterparty's id in 1C.
    pub counterparty: String,
    /// The contract's id in 1C.
    pub contract: String,
    /// The currency, to be compared with the contract's.
    pub currency: Option<Currency>,
    /// The amount; above zero, the counterparty owes.
    pub amount: Decimal,
    /// For which moment.
    pub as_of: DateTime<Utc>,
}

/// How much a counterparty may owe.
#[derive(Clone, Debug)]
pub struct CreditLimit {
    /// The id in 1C.
    pub id: String,
    /// The version.
    pub version: u64,
    /// The counterparty's id in 1C.
    pub counterparty: String,
    /// The currency.
    pub currency: Currency,
    /// How much.
    pub limit: Decimal,
    /// The first day on which it is valid.
    pub valid_from: Option<NaiveDate>,
    /// The last day on which it is valid.
    pub valid_until: Option<NaiveDate>,
}

/// What 1C answers to a request for a reconciliation statement.
#[derive(Clone, Debug)]
pub struct ReconciliationAnswer {
    /// The id of the request, as the outbox gave it.
    pub id: String,
    /// The version of the answer.
    pub version: i64,
    /// The statement, or why there is none.
    pub answer: Result<Statement, String>,
}

/// What became of one of our orders in 1C.
#[derive(Clone, Debug)]
pub struct OrderStatus {
    /// The id in 1C of the message or of the order.
    pub id: String,
    /// The version.
    pub version: i64,
    /// Our order: its id or its number.
    pub order: String,
    /// What became of it.
    pub step: OrderStep,
    /// The number that 1C gave to it.
    pub number: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// What became of an order in 1C.
#[derive(Clone, Debug)]
pub enum OrderStep {
    /// It is a document there now.
    Accepted,
    /// It cannot be one.
    Refused,
    /// An invoice was written.
    Invoiced,
    /// Goods left.
    Shipped(Leaving),
    /// All of it arrived.
    Delivered,
    /// So much was paid in all.
    Paid(Option<Decimal>),
    /// Nothing is left to do.
    Closed,
    /// It was called off.
    Cancelled,
}

/// Goods that left.
#[derive(Clone, Debug, Default)]
pub struct Leaving {
    /// Which; nothing named means all that is left.
    pub lines: Vec<(ProductId, Quantity)>,
    /// Who carries them.
    pub carrier: Option<String>,
    /// The carrier's number.
    pub tracking: Option<String>,
    /// The day on which they should arrive.
    pub expected_on: Option<NaiveDate>,
}

impl OrderStep {
    /// The word for it on the wire and in the tables.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Invoiced => "invoiced",
            Self::Shipped(_) => "shipped",
            Self::Delivered => "delivered",
            Self::Paid(_) => "paid",
            Self::Closed => "closed",
            Self::Cancelled => "cancelled",
        }
    }
}

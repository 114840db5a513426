//! The statement of mutual settlements (акт сверки взаиморасчётов).
//!
//! No law gives it a form; this is the one that accountants know from 1C: two halves, the
//! left by the books of whoever makes it, the right for the other side to fill in, or filled where
//! it has agreed.

mod view;

use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::vocabulary::Currency;
use rust_decimal::Decimal;

use super::{Party, Signatory};

pub(crate) use view::ReconciliationView;

/// A statement of mutual settlements over a period, seen from the supplier's books:
/// a debit is what the counterparty owes more, a credit what it owes less.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReconciliationForm {
    /// The number, when the statement has one.
    pub number: Option<String>,
    /// The first day of the period.
    pub from: NaiveDate,
    /// The last day of the period, included.
    pub to: NaiveDate,
    /// Whose books the left half shows.
    pub supplier: Party,
    /// With whom.
    pub counterparty: Party,
    /// The contract («Договор № 17 от 01.02.2025»); nothing means all contracts.
    pub contract: Option<String>,
    /// The currency of every amount.
    pub currency: Currency,
    /// The balance when the period begins: above zero the counterparty owes, below zero
    /// the supplier does.
    pub opening: Decimal,
    /// The movements, in the order in which they are printed.
    pub rows: Vec<ReconciliationRow>,
    /// Whose word the statement is.
    pub source: Source,
    /// Whether the counterparty agreed: then the right half says the same from its side, and
    /// otherwise it is left for it to fill in.
    pub agreed: bool,
    /// Who signs for the supplier.
    pub supplier_signatory: Option<Signatory>,
    /// Who signs for the counterparty.
    pub counterparty_signatory: Option<Signatory>,
}

/// One movement. Amounts count in hundredths; finer ones are rounded before they are added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReconciliationRow {
    /// The accounting date.
    pub date: NaiveDate,
    /// The document («Реализация № 1042 от 03.02.2026»).
    pub document: String,
    /// What the counterparty owes more; below zero for a correction in red.
    pub debit: Decimal,
    /// What the counterparty owes less; below zero for a correction in red.
    pub credit: Decimal,
}

/// Whose word a statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// 1C's own statement.
    Erp,
    /// Ours, from the entries that 1C sent: it is marked as preliminary.
    Preliminary {
        /// The moment as of which the entries are known.
        as_of: DateTime<FixedOffset>,
        /// When 1C was last heard of; nothing when never.
        last_exchange: Option<DateTime<FixedOffset>>,
    },
}

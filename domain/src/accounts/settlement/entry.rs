//! What one version of a document says.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use strum::{Display, EnumString, VariantArray};

use super::error::SettlementError;
use crate::vocabulary::{ContractId, Currency, OrderId, OrganizationId, SettlementDocumentId};

/// The most allocations of one document.
pub const MOST_ALLOCATIONS: usize = 1000;
/// The largest amount of one document: fifteen digits before the point, as 1C keeps them.
pub const LARGEST_AMOUNT: i64 = 1_000_000_000_000_000;
/// The longest number of a document.
pub const MOST_NUMBER_CHARACTERS: usize = 50;

/// What kind of document it is.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum EntryKind {
    /// What was owed when the ledger began, either way.
    OpeningBalance,
    /// Goods or services that the customer got (реализация) and has to pay.
    Invoice,
    /// Money that came from the customer.
    Payment,
    /// Goods that the customer gave back.
    Return,
    /// A correction, either way.
    Correction,
    /// Money that went back to the customer.
    Refund,
    /// Goods or services that the supplier got from a contractor and has to pay.
    Supply,
    /// Money that went to a contractor.
    Payout,
}

/// Which way an amount goes, as the supplier's books say it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Display, EnumString,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Side {
    /// The other one owes more, or is owed less.
    Debit,
    /// The other one owes less, or is owed more.
    Credit,
}

impl Side {
    /// An amount on this side as part of a balance: what the other one owes is above zero.
    pub fn signed(self, amount: Decimal) -> Decimal {
        match self {
            Self::Debit => amount,
            Self::Credit => -amount,
        }
    }
}

impl EntryKind {
    /// The side that documents of the kind are always on; nothing where they say it themselves.
    pub const fn side(self) -> Option<Side> {
        match self {
            Self::OpeningBalance | Self::Correction => None,
            Self::Invoice | Self::Refund | Self::Payout => Some(Side::Debit),
            Self::Payment | Self::Return | Self::Supply => Some(Side::Credit),
        }
    }

    /// What it is called in Russian.
    pub const fn in_russian(self) -> &'static str {
        match self {
            Self::OpeningBalance => "ввод остатков",
            Self::Invoice => "реализация",
            Self::Payment => "оплата",
            Self::Return => "возврат товара",
            Self::Correction => "корректировка",
            Self::Refund => "возврат оплаты",
            Self::Supply => "поступление",
            Self::Payout => "оплата поставщику",
        }
    }

    /// What it is called in English.
    pub const fn in_english(self) -> &'static str {
        match self {
            Self::OpeningBalance => "opening balance",
            Self::Invoice => "invoice",
            Self::Payment => "payment",
            Self::Return => "return",
            Self::Correction => "correction",
            Self::Refund => "refund",
            Self::Supply => "supply",
            Self::Payout => "payout",
        }
    }
}

/// A part of a document's amount that settles another document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allocation {
    /// What is settled. It may come later than what settles it.
    pub target: SettlementDocumentId,
    /// How much of it, above zero.
    pub amount: Decimal,
}

/// What one version of a document says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Whose ledger.
    pub organization: OrganizationId,
    /// Under which contract.
    pub contract: ContractId,
    /// In which currency.
    pub currency: Currency,
    /// What kind of document.
    pub kind: EntryKind,
    /// Which way the amount goes.
    pub side: Side,
    /// The number on the paper.
    pub number: String,
    /// The accounting date, by the calendar of 1C.
    pub effective: NaiveDate,
    /// The amount with VAT, above zero.
    pub amount: Decimal,
    /// The last day on which it is paid in time; nothing where it is not to be paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    /// The order that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// What it settles. The rest is an advance, or open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allocations: Vec<Allocation>,
}

impl Entry {
    /// Where its amount counts.
    pub fn account(&self) -> (OrganizationId, ContractId, Currency) {
        (self.organization, self.contract, self.currency)
    }

    /// Its part of the balance: what the customer owes is above zero.
    pub fn signed(&self) -> Decimal {
        self.side.signed(self.amount)
    }

    /// How much of it settles other documents, as it says itself.
    pub fn allocated(&self) -> Decimal {
        self.allocations.iter().map(|allocation| allocation.amount).sum()
    }

    /// The SHA-256 digest of all of it. The same version with another digest contradicts itself.
    pub fn digest(&self) -> [u8; 32] {
        let written = serde_json::to_vec(self).unwrap_or_default();
        Sha256::digest(written).into()
    }

    /// The entry with amounts in hundredths, unless it contradicts itself.
    pub(super) fn checked(mut self, document: SettlementDocumentId) -> Result<Self, SettlementError> {
        if self.kind.side().is_some_and(|side| side != self.side) {
            return Err(SettlementError::WrongSide);
        }
        let length = self.number.chars().count();
        if !(1..=MOST_NUMBER_CHARACTERS).contains(&length) || self.number.chars().any(char::is_control) {
            return Err(SettlementError::NumberUnusable);
        }
        self.amount = amount(self.amount)?;
        if self.allocations.len() > MOST_ALLOCATIONS {
            return Err(SettlementError::TooManyAllocations);
        }
        let mut targets = BTreeSet::new();
        for allocation in &mut self.allocations {
            allocation.amount = amount(allocation.amount)?;
            if allocation.target == document || !targets.insert(allocation.target) {
                return Err(SettlementError::AllocationTwice);
            }
        }
        if self.allocated() > self.amount {
            return Err(SettlementError::AllocatedTooMuch);
        }
        Ok(self)
    }
}

/// An amount above zero in hundredths. 1C keeps more places in prices, not in settlements.
fn amount(amount: Decimal) -> Result<Decimal, SettlementError> {
    if amount <= Decimal::ZERO || amount >= Decimal::from(LARGEST_AMOUNT) {
        return Err(SettlementError::AmountOutOfRange);
    }
    let mut exact = amount.normalize();
    if exact.scale() > 2 {
        return Err(SettlementError::AmountTooPrecise);
    }
    exact.rescale(2);
    Ok(exact)
}

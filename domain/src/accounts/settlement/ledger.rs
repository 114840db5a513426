//! What documents make of each other: what each still owes, and the balance.
//!
//! An allocation settles two documents by the same amount: the one that says it, and its target.
//! It counts as far as both can bear it. Whoever came first, by the accounting date and then by
//! id, settles first; so the order in which documents arrive does not matter.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::entry::{Entry, Side};
use crate::vocabulary::SettlementDocumentId;

/// The posted documents of organizations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    entries: BTreeMap<SettlementDocumentId, Entry>,
}

/// A part of a document's amount that is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The document on the other side.
    pub by: SettlementDocumentId,
    /// How much.
    pub amount: Decimal,
}

/// A document, and what is left of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenItem<'a> {
    /// The document.
    pub document: SettlementDocumentId,
    /// What it says.
    pub entry: &'a Entry,
    /// What is not settled of its amount; never below zero.
    pub open: Decimal,
    /// What settles it, whichever of the two said so.
    pub parts: Vec<Part>,
}

impl FromIterator<(SettlementDocumentId, Entry)> for Ledger {
    fn from_iter<I: IntoIterator<Item = (SettlementDocumentId, Entry)>>(entries: I) -> Self {
        Self { entries: entries.into_iter().collect() }
    }
}

impl Ledger {
    /// Only what counts on a day.
    #[must_use]
    pub fn as_of(&self, day: NaiveDate) -> Self {
        let counts = |(_, entry): &(&SettlementDocumentId, &Entry)| entry.effective <= day;
        let entries = self.entries.iter().filter(counts);
        Self { entries: entries.map(|(id, entry)| (*id, entry.clone())).collect() }
    }

    /// What is owed: above zero by the customers, below zero to them.
    pub fn balance(&self) -> Decimal {
        self.entries.values().map(Entry::signed).sum()
    }

    /// All documents with what is left of each.
    pub fn items(&self) -> Vec<OpenItem<'_>> {
        let mut settled: BTreeMap<SettlementDocumentId, Vec<Part>> = BTreeMap::new();
        for (document, part) in self.settled() {
            settled.entry(document).or_default().push(part);
        }
        let mut items = Vec::with_capacity(self.entries.len());
        for (document, entry) in &self.entries {
            let parts = settled.remove(document).unwrap_or_default();
            let open = entry.amount - parts.iter().map(|part| part.amount).sum::<Decimal>();
            items.push(OpenItem { document: *document, entry, open, parts });
        }
        items
    }

    /// What is open on one side.
    pub fn open(&self, side: Side) -> Decimal {
        self.items().iter().filter(|item| item.entry.side == side).map(|item| item.open).sum()
    }

    /// The parts of all documents, each of them twice: for either side.
    fn settled(&self) -> Vec<(SettlementDocumentId, Part)> {
        let mut settling: Vec<_> = self.entries.iter().collect();
        settling.sort_by_key(|(document, entry)| (entry.effective, **document));
        let mut left: BTreeMap<SettlementDocumentId, Decimal> = BTreeMap::new();
        let mut parts = Vec::new();
        for (document, entry) in settling {
            for allocation in &entry.allocations {
                let Some(target) = self.target_of(entry, allocation.target) else { continue };
                let left = left
                    .entry(allocation.target)
                    .or_insert_with(|| (target.amount - target.allocated()).max(Decimal::ZERO));
                let amount = allocation.amount.min(*left);
                *left -= amount;
                if amount > Decimal::ZERO {
                    parts.push((*document, Part { by: allocation.target, amount }));
                    parts.push((allocation.target, Part { by: *document, amount }));
                }
            }
        }
        parts
    }

    /// What an entry can settle: it is posted, on the other side of the same account.
    fn target_of(&self, entry: &Entry, target: SettlementDocumentId) -> Option<&Entry> {
        let target = self.entries.get(&target)?;
        (target.side != entry.side && target.account() == entry.account()).then_some(target)
    }
}

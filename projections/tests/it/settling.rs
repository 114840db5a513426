//! The settlement ledger in its read tables, against the ledger of the domain.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use domain::accounts::settlement::{
    Allocation, Entry, EntryKind, Ledger, Reversal, SettlementEvent, Side, Source,
};
use domain::journal::Fact;
use domain::vocabulary::{ContractId, Currency, SettlementDocumentId};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::database::Database;
use super::story::{BUYER, Story};

const DOCUMENTS: u64 = 12;

fn document(number: u64) -> SettlementDocumentId {
    SettlementDocumentId(Uuid::from_u128(0x5E70_0000 + u128::from(number)))
}

/// Numbers that look random and repeat exactly (Knuth's linear congruence).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

fn any_entry(dice: &mut Dice, number: u64) -> Entry {
    let kind =
        [EntryKind::Invoice, EntryKind::Invoice, EntryKind::Payment, EntryKind::Return, EntryKind::Correction]
            [usize::try_from(dice.below(5)).unwrap()];
    let side = kind.side().unwrap_or(if dice.below(2) == 0 { Side::Debit } else { Side::Credit });
    let amount = 20 + dice.below(200);
    let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    let mut left = amount;
    let mut allocations = BTreeMap::new();
    for _ in 0..dice.below(4) {
        let (target, wanted) = (dice.below(DOCUMENTS), 1 + dice.below(90));
        let amount = wanted.min(left);
        if target != number && amount > 0 && !allocations.contains_key(&target) {
            left -= amount;
            allocations.insert(target, amount);
        }
    }
    Entry {
        organization: BUYER,
        contract: ContractId(Uuid::from_u128(0xC0 + u128::from(dice.below(2)))),
        currency: Currency::RUB,
        kind,
        side,
        number: format!("УТ-{number}"),
        effective: first + Days::new(dice.below(100)),
        amount: Decimal::from(amount),
        due: (dice.below(3) > 0).then(|| first + Days::new(dice.below(120))),
        order: None,
        allocations: allocations
            .into_iter()
            .map(|(target, amount)| Allocation { target: document(target), amount: amount.into() })
            .collect(),
    }
}

/// A story of documents, and after each event what counts.
pub fn any_story(seed: u64, events: usize) -> (Story, Vec<BTreeMap<SettlementDocumentId, Entry>>) {
    let (mut dice, mut story, mut counts, mut after) =
        (Dice(seed), Story::default(), BTreeMap::new(), Vec::new());
    for version in 1.. {
        if after.len() == events {
            break;
        }
        let number = dice.below(DOCUMENTS);
        let id = document(number);
        let event = if counts.contains_key(&id) && dice.below(4) == 0 {
            counts.remove(&id);
            SettlementEvent::Reversed { organization: BUYER, version, why: Reversal::Unposted }
        } else {
            let entry = Box::new(any_entry(&mut dice, number));
            let before = counts.insert(id, entry.as_ref().clone());
            let source = Source::new("ut".parse().unwrap(), &number.to_string()).unwrap();
            match before {
                None => SettlementEvent::Posted { document: id, source, version, entry },
                Some(_) => SettlementEvent::Replaced { version, entry },
            }
        };
        let hour = i64::try_from(after.len()).unwrap();
        story.at(hour, BUYER, "settlement_document", &id.uuid(), Fact::SettlementDocument(event));
        after.push(counts.clone());
    }
    (story, after)
}

/// What is open of each document by the read table.
async fn open(database: &Database) -> BTreeMap<Uuid, Decimal> {
    let rows: Vec<(Uuid, Decimal)> =
        sqlx::query_as("SELECT document, open FROM settlement_entries WHERE known_to = 'infinity'")
            .fetch_all(&database.owner)
            .await
            .unwrap();
    rows.into_iter().map(|(id, open)| (id, open.normalize())).collect()
}

fn open_of(entries: &BTreeMap<SettlementDocumentId, Entry>) -> BTreeMap<Uuid, Decimal> {
    let ledger: Ledger = entries.clone().into_iter().collect();
    ledger.items().iter().map(|item| (item.document.uuid(), item.open.normalize())).collect()
}

#[tokio::test]
async fn what_is_open_is_what_the_ledger_of_the_domain_says() {
    for (seed, page) in [(1, 1), (2, 7), (3, 25), (4, 300)] {
        let database = Database::new().await;
        let (story, after) = any_story(seed, 300);
        let mut passed = 0;
        for events in story.events.chunks(page.max(30)) {
            database.project(events, page).await;
            passed += events.len();
            assert_eq!(open(&database).await, open_of(&after[passed - 1]), "seed {seed}, {passed} events");
        }
    }
}

#[tokio::test]
async fn however_settlements_are_cut_into_pages_the_rows_are_the_same() {
    let (story, _) = any_story(5, 200);
    let (whole, single) = tokio::join!(Database::new(), Database::new());
    whole.project(&story.events, 1_000).await;
    single.project(&story.events, 1).await;
    assert_eq!(whole.rows().await, single.rows().await);
}

//! What holds of the ledger whatever 1C sends, in whatever order, however often.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use proptest::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{
    Aging, Allocation, Entry, EntryKind, Ledger, Reversal, SettlementCommand, SettlementDocument,
    SettlementError, SettlementEvent, Side, Source, settlement_document_id,
};
use crate::specification::ask;
use crate::vocabulary::{ContractId, Currency, OrganizationId, SettlementDocumentId};

const ORGANIZATION: OrganizationId = OrganizationId(Uuid::from_u128(1));
const DOCUMENTS: u8 = 7;

fn source(number: u8) -> Source {
    Source::new("ut".parse().unwrap(), &number.to_string()).unwrap()
}

fn id(number: u8) -> SettlementDocumentId {
    settlement_document_id(&source(number), ORGANIZATION)
}

fn day(day: u8) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Days::new(u64::from(day))
}

/// What 1C says about a document in one version; nothing when its posting is cancelled.
type Said = (u8, u64, Option<Entry>);

fn any_kind() -> impl Strategy<Value = (EntryKind, Side)> {
    let kinds = [EntryKind::Invoice, EntryKind::Payment, EntryKind::Return, EntryKind::Refund];
    let either = [EntryKind::OpeningBalance, EntryKind::Correction];
    let fixed = prop::sample::select(kinds.to_vec()).prop_map(|kind| (kind, kind.side().unwrap()));
    let free = (prop::sample::select(either.to_vec()), prop::sample::select(vec![Side::Debit, Side::Credit]));
    prop_oneof![3 => fixed, 1 => free]
}

fn any_entry(number: u8) -> impl Strategy<Value = Entry> {
    let targets = prop::collection::btree_map(0..DOCUMENTS, 1_u8..80, 0..4);
    (any_kind(), 1_u8..200, 0_u8..120, prop::option::of(0_u8..120), 0_u8..2, targets).prop_map(
        move |((kind, side), amount, effective, due, contract, targets)| {
            let mut left = i64::from(amount);
            let allocation = |(target, wanted): (u8, u8)| {
                let amount = i64::from(wanted).min(left);
                left -= amount;
                (target != number && amount > 0)
                    .then(|| Allocation { target: id(target), amount: Decimal::new(amount * 100, 2) })
            };
            Entry {
                organization: ORGANIZATION,
                contract: ContractId(Uuid::from_u128(u128::from(contract))),
                currency: Currency::RUB,
                kind,
                side,
                number: number.to_string(),
                effective: day(effective),
                amount: Decimal::new(i64::from(amount) * 100, 2),
                due: due.map(day),
                order: None,
                allocations: targets.into_iter().filter_map(allocation).collect(),
            }
        },
    )
}

fn any_said() -> impl Strategy<Value = Said> {
    (0..DOCUMENTS, 1_u64..5).prop_flat_map(|(number, version)| {
        prop::option::weighted(0.8, any_entry(number)).prop_map(move |entry| (number, version, entry))
    })
}

/// Versions of documents, each of them saying one thing, and an order of arrival with repetitions.
fn any_arrivals() -> impl Strategy<Value = (Vec<Said>, Vec<Said>)> {
    prop::collection::vec(any_said(), 1..30).prop_flat_map(|all| {
        let said: BTreeMap<(u8, u64), Said> = all.into_iter().map(|said| ((said.0, said.1), said)).collect();
        let said: Vec<Said> = said.into_values().collect();
        let again = prop::collection::vec(prop::sample::select(said.clone()), 0..10);
        (Just(said.clone()), again).prop_flat_map(move |(first, again)| {
            let all: Vec<Said> = first.into_iter().chain(again).collect();
            (Just(said.clone()), Just(all).prop_shuffle())
        })
    })
}

fn command((number, version, entry): Said) -> SettlementCommand {
    match entry {
        Some(entry) => SettlementCommand::Post {
            document: id(number),
            source: source(number),
            version,
            entry: Box::new(entry),
        },
        None => SettlementCommand::Reverse { organization: ORGANIZATION, version, why: Reversal::Unposted },
    }
}

/// The ledger that remains when everything has arrived, event by event.
fn arrived(arrivals: &[Said]) -> Result<Ledger, SettlementError> {
    let mut documents: BTreeMap<u8, SettlementDocument> = BTreeMap::new();
    let mut counts: BTreeMap<SettlementDocumentId, Entry> = BTreeMap::new();
    for said in arrivals {
        let (number, ..) = *said;
        for event in ask(documents.entry(number).or_default(), command(said.clone()))? {
            match event {
                SettlementEvent::Posted { entry, .. } | SettlementEvent::Replaced { entry, .. } => {
                    counts.insert(id(number), *entry);
                }
                SettlementEvent::Resaved { .. } => {}
                SettlementEvent::Reversed { .. } => {
                    counts.remove(&id(number));
                }
            }
        }
    }
    Ok(counts.into_iter().collect())
}

/// The ledger of the last version of each document, which is all that should matter.
fn latest(said: &[Said]) -> Ledger {
    let mut last: BTreeMap<u8, (u64, Option<Entry>)> = BTreeMap::new();
    for (number, version, entry) in said {
        let known = last.entry(*number).or_default();
        if *version > known.0 {
            *known = (*version, entry.clone());
        }
    }
    let counts = |(number, (_, entry)): (u8, (u64, Option<Entry>))| entry.map(|entry| (id(number), entry));
    last.into_iter().filter_map(counts).collect()
}

fn any_ledger() -> impl Strategy<Value = Ledger> {
    any_arrivals().prop_map(|(said, _)| latest(&said))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_order_with_repetitions_versions_and_reversals_gives_one_ledger((said, arrivals) in any_arrivals()) {
        prop_assert_eq!(arrived(&arrivals), Ok(latest(&said)));
    }

    #[test]
    fn what_is_open_is_the_balance(ledger in any_ledger(), on in 0_u8..130) {
        for ledger in [ledger.as_of(day(on)), ledger] {
            prop_assert_eq!(ledger.open(Side::Debit) - ledger.open(Side::Credit), ledger.balance());
        }
    }

    #[test]
    fn nothing_is_settled_beyond_its_amount_and_parts_meet(ledger in any_ledger()) {
        let items = ledger.items();
        for item in &items {
            prop_assert!(item.open >= Decimal::ZERO && item.open <= item.entry.amount);
            for part in &item.parts {
                let other = items.iter().find(|other| other.document == part.by).unwrap();
                let back: Decimal =
                    other.parts.iter().filter(|back| back.by == item.document).map(|back| back.amount).sum();
                let there: Decimal =
                    item.parts.iter().filter(|there| there.by == part.by).map(|there| there.amount).sum();
                prop_assert_eq!(back, there);
                prop_assert_eq!(other.entry.account(), item.entry.account());
                prop_assert_ne!(other.entry.side, item.entry.side);
            }
        }
    }

    #[test]
    fn aging_sums_to_what_is_open(ledger in any_ledger(), on in 0_u8..250) {
        for side in [Side::Debit, Side::Credit] {
            let aging = Aging::of(&ledger, side, day(on));
            prop_assert_eq!(aging.total(), ledger.as_of(day(on)).open(side));
        }
    }
}

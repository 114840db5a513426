//! The settlement ledger in its read tables, against the ledger of the domain.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use domain::accounts::settlement::{
    Aging, Allocation, Bucket, Entry, EntryKind, Ledger, Reversal, SettlementEvent, Side, Source,
};
use domain::journal::Fact;
use domain::organizations::{MemberRole, StaffRole};
use domain::vocabulary::{ContractId, Currency, OrganizationId, SettlementDocumentId};
use projections::accounts::{
    AsOf, Balance, EntryFilter, Stretch, balance_by_day, balances, debtor_totals, debtors, entries, parts,
    receivables, turnover,
};
use projections::{PageRequest, ScopedRead};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::database::Database;
use super::story::{BUYER, COLLEAGUE, DIRECTOR, NEIGHBOUR, PURCHASER, STRANGER, SUPPORT, Story, order};

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
    let kind = [
        EntryKind::Invoice,
        EntryKind::Invoice,
        EntryKind::Payment,
        EntryKind::Return,
        EntryKind::Correction,
    ][usize::try_from(dice.below(5)).unwrap()];
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

/// The sums over what is open that differ from what the rows add up to.
async fn wrong_sums(database: &Database) -> Vec<String> {
    let wrong = "WITH entry AS (SELECT * FROM settlement_entries WHERE open > 0), expected AS (
            SELECT organization || ' ' || currency AS sum, side AS what, sum(open) AS open
              FROM entry GROUP BY 1, 2
             UNION ALL
            SELECT currency || ' ' || due, 'due', sum(open)
              FROM entry WHERE side = 'debit' AND due IS NOT NULL GROUP BY 1
        ), found AS (
            SELECT organization || ' ' || currency AS sum, 'debit' AS what, receivable AS open
              FROM receivables WHERE receivable <> 0
             UNION ALL
            SELECT organization || ' ' || currency, 'credit', advance FROM receivables WHERE advance <> 0
             UNION ALL
            SELECT currency || ' ' || due, 'due', open FROM receivables_by_due
        )
        SELECT coalesce(expected, found)::text FROM expected FULL JOIN found USING (sum, what)
         WHERE expected.open IS DISTINCT FROM found.open";
    sqlx::query_scalar(wrong).fetch_all(&database.owner).await.unwrap()
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
            assert_eq!(wrong_sums(&database).await, Vec::<String>::new(), "seed {seed}, {passed} events");
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

/// What a ledger says about each account: balance, receivables by age, and what was paid ahead.
fn said_by(ledger: &Ledger, on: NaiveDate) -> BTreeMap<ContractId, (Decimal, Aging, Decimal)> {
    let mut said: BTreeMap<ContractId, (Decimal, Aging, Decimal)> = BTreeMap::new();
    for item in ledger.items() {
        let account = said.entry(item.entry.contract).or_default();
        account.0 += item.entry.signed();
        match item.entry.side {
            Side::Debit => *account.1.at(Bucket::of(item.entry.due, on)) += item.open,
            Side::Credit => account.2 += item.open,
        }
    }
    said.retain(|_, account| *account != Default::default());
    said
}

fn said_by_rows(balances: &[Balance]) -> BTreeMap<ContractId, (Decimal, Aging, Decimal)> {
    let account = |row: &Balance| (row.contract, (row.total(), row.receivable, row.advance));
    let mut said: BTreeMap<_, _> = balances.iter().map(account).collect();
    said.retain(|_, account| *account != Default::default());
    said
}

async fn accountant(database: &Database) -> ScopedRead {
    database.grant(DIRECTOR, &BUYER.to_string(), &[MemberRole::Accountant.into()]).await;
    database.member(DIRECTOR, BUYER).await
}

#[tokio::test]
async fn both_axes_of_time_agree_with_a_naive_recomputation() {
    let database = Database::new().await;
    let (story, after) = any_story(6, 250);
    database.project(&story.events, 50).await;
    let mut read = accountant(&database).await;
    let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    let mut dice = Dice(99);
    for _ in 0..60 {
        let (event, day) = (dice.below(250), first + Days::new(dice.below(130)));
        let event = usize::try_from(event).unwrap();
        let known = Some(story.events[event].occurred_at);
        let naive: Ledger = after[event].clone().into_iter().collect();

        let whole = balances(&mut read, BUYER, AsOf { day: None, known }, day).await.unwrap();
        assert_eq!(said_by_rows(&whole), said_by(&naive, day), "event {event}");
        let then = balances(&mut read, BUYER, AsOf { day: Some(day), known }, first).await.unwrap();
        assert_eq!(said_by_rows(&then), said_by(&naive.as_of(day), day), "event {event}, {day}");
    }
    let last: Ledger = after.last().unwrap().clone().into_iter().collect();
    let now = balances(&mut read, BUYER, AsOf::default(), first + Days::new(60)).await.unwrap();
    assert_eq!(said_by_rows(&now), said_by(&last, first + Days::new(60)));
}

#[tokio::test]
async fn a_statement_leads_from_the_balance_before_to_the_balance_after() {
    let database = Database::new().await;
    let (story, after) = any_story(7, 120);
    database.project(&story.events, 50).await;
    let mut read = accountant(&database).await;
    let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    let (from, to) = (first + Days::new(30), first + Days::new(70));
    for (seen, known) in [(119, None), (60, Some(story.events[60].occurred_at))] {
        let contract = Some(ContractId(Uuid::from_u128(0xC0)));
        let stretch = Stretch { contract, currency: Currency::RUB, from, to, known };
        let of_contract = |(_, entry): &(&SettlementDocumentId, &Entry)| Some(entry.contract) == contract;
        let ledger: Ledger =
            after[seen].iter().filter(of_contract).map(|(id, entry)| (*id, entry.clone())).collect();

        let statement = turnover(&mut read, BUYER, &stretch).await.unwrap().unwrap();
        let (opening, days) = balance_by_day(&mut read, BUYER, &stretch).await.unwrap().unwrap();

        assert_eq!(statement.opening, ledger.as_of(from - Days::new(1)).balance());
        assert_eq!(statement.closing(), ledger.as_of(to).balance());
        assert_eq!(opening, statement.opening);
        assert!(days.iter().all(|(day, balance)| *balance == ledger.as_of(*day).balance()));
        assert_eq!(days.last().map(|(_, balance)| *balance), Some(statement.closing()));
    }
}

#[tokio::test]
async fn the_parts_of_a_list_are_those_of_the_domain() {
    let database = Database::new().await;
    let (story, after) = any_story(8, 100);
    database.project(&story.events, 50).await;
    let mut read = accountant(&database).await;
    let ledger: Ledger = after.last().unwrap().clone().into_iter().collect();

    let mut rows = Vec::new();
    let mut page = PageRequest::first(5);
    loop {
        let slice = entries(&mut read, BUYER, &EntryFilter::default(), &page).await.unwrap();
        let Some(last) = slice.rows.last() else { break };
        page = PageRequest::after(5, last.cursor());
        let ids: Vec<_> = slice.rows.iter().map(|row| row.document).collect();
        let parts = parts(&mut read, &ids).await.unwrap();
        rows.extend(slice.rows.into_iter().map(|row| {
            let mut settled = parts.get(&row.document).cloned().unwrap_or_default();
            settled.sort_by_key(|part| (part.by, part.amount));
            (row, settled)
        }));
    }

    assert!(rows.is_sorted_by_key(|(row, _)| std::cmp::Reverse((row.effective, row.document))));
    let items = ledger.items();
    assert_eq!(rows.len(), items.len());
    for item in items {
        let (row, parts) = rows.iter().find(|(row, _)| row.document == item.document).unwrap();
        let mut expected = item.parts.clone();
        expected.sort_by_key(|part| (part.by, part.amount));
        assert_eq!((row.open, parts), (item.open, &expected));
    }
}

#[tokio::test]
async fn money_is_seen_by_those_who_may_see_it() {
    let database = Database::new().await;
    let (story, _) = any_story(9, 60);
    database.project(&story.events, 50).await;
    let day = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
    for (role, sees) in [
        (MemberRole::Administrator, true),
        (MemberRole::Accountant, true),
        (MemberRole::Purchaser, false),
        (MemberRole::Approver, false),
        (MemberRole::Observer, false),
    ] {
        database.grant(COLLEAGUE, &BUYER.to_string(), &[role.into()]).await;
        let mut read = database.member(COLLEAGUE, BUYER).await;
        let now = balances(&mut read, BUYER, AsOf::default(), day).await.unwrap();
        let page = entries(&mut read, BUYER, &EntryFilter::default(), &PageRequest::first(5)).await.unwrap();
        assert_eq!((!now.is_empty(), !page.rows.is_empty()), (sees, sees), "{role}");
        let all = debtors(&mut read, Currency::RUB, day, &PageRequest::first(5)).await.unwrap();
        assert!(all.rows.is_empty(), "{role}");
    }
    database.grant(STRANGER, &NEIGHBOUR.to_string(), &[MemberRole::Administrator.into()]).await;
    let mut read = database.member(STRANGER, NEIGHBOUR).await;
    assert_eq!(balances(&mut read, BUYER, AsOf::default(), day).await.unwrap(), []);
    assert_eq!(balances(&mut read, NEIGHBOUR, AsOf::default(), day).await.unwrap(), []);
}

#[tokio::test]
async fn the_largest_debtors_come_first_and_add_up() {
    let database = Database::new().await;
    let mut story = Story::default();
    for (number, amount) in [(1, 500), (2, 900), (3, 20), (4, 900)] {
        let organization = OrganizationId(Uuid::from_u128(number));
        let id = SettlementDocumentId(Uuid::from_u128(0xD0 + number));
        let mut entry = any_entry(&mut Dice(1), 1);
        entry = Entry { organization, kind: EntryKind::Invoice, side: Side::Debit, ..entry };
        entry = Entry { amount: amount.into(), allocations: Vec::new(), ..entry };
        entry.due = NaiveDate::from_ymd_opt(2026, 2, u32::try_from(number).unwrap());
        let source = Source::new("ut".parse().unwrap(), "x").unwrap();
        let event = SettlementEvent::Posted { document: id, source, version: 1, entry: Box::new(entry) };
        story.at(1, organization, "settlement_document", &id.uuid(), Fact::SettlementDocument(event));
    }
    database.project(&story.events, 50).await;
    database.grant(SUPPORT, "supplier", &[StaffRole::Manager.into()]).await;
    let mut read = database.staff(SUPPORT).await;
    let today = NaiveDate::from_ymd_opt(2026, 2, 3).unwrap();

    let mut found = Vec::new();
    let mut page = PageRequest::first(2);
    loop {
        let slice = debtors(&mut read, Currency::RUB, today, &page).await.unwrap();
        let Some(last) = slice.rows.last() else { break };
        page = PageRequest::after(2, last.cursor());
        found.extend(
            slice.rows.iter().map(|row| (row.organization.uuid().as_u128(), row.receivable, row.overdue)),
        );
    }

    let (zero, whole) = (Decimal::ZERO, Decimal::from(900));
    let expected = [(4, whole, zero), (2, whole, whole), (1, 500.into(), 500.into()), (3, 20.into(), zero)];
    assert_eq!(found, expected);
    let totals = debtor_totals(&mut read, Currency::RUB, today).await.unwrap();
    assert_eq!((totals.organizations, totals.receivable, totals.overdue), (4, 2320.into(), 1400.into()));
    assert_eq!(totals.balance, totals.receivable);
}

#[tokio::test]
async fn what_is_invoiced_of_an_order_and_what_is_owed_is_of_one_moment() {
    let database = Database::new().await;
    let mut story = Story::default();
    let held = order(1);
    let mut post = |number: u64, kind: EntryKind, amount: i64| {
        let entry = any_entry(&mut Dice(number), number);
        let side = kind.side().unwrap();
        let entry = Entry { kind, side, amount: amount.into(), allocations: Vec::new(), ..entry };
        let entry = Entry { order: Some(held), due: None, ..entry };
        let source = Source::new("ut".parse().unwrap(), "x").unwrap();
        let id = document(number);
        let event = SettlementEvent::Posted { document: id, source, version: 1, entry: Box::new(entry) };
        story.at(1, BUYER, "settlement_document", &id.uuid(), Fact::SettlementDocument(event));
    };
    post(1, EntryKind::Invoice, 100);
    post(2, EntryKind::Return, 30);
    post(3, EntryKind::Payment, 50);
    post(4, EntryKind::Supply, 7);
    database.project(&story.events, 50).await;
    database.grant(PURCHASER, &BUYER.to_string(), &[MemberRole::Purchaser.into()]).await;
    let mut read = database.member(PURCHASER, BUYER).await;

    let fact = receivables(&mut read, BUYER, Currency::RUB, &[held, order(2)]).await.unwrap();

    assert_eq!(fact.open, BTreeMap::from([(None, Decimal::from(100))]));
    assert_eq!(fact.advances, Decimal::from(80));
    assert_eq!(fact.invoiced, BTreeMap::from([(held, Decimal::from(70))]));
}

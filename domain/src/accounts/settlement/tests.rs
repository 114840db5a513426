//! What becomes of a document that 1C sends, and sends again.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{
    Aging, Allocation, Bucket, Entry, EntryKind, Ledger, Reversal, SettlementCommand, SettlementDocument,
    SettlementError, SettlementEvent, Side, Source, settlement_document_id,
};
use crate::specification::{self, Given};
use crate::vocabulary::{ContractId, Currency, OrganizationId, SettlementDocumentId};

const ORGANIZATION: OrganizationId = OrganizationId(Uuid::from_u128(1));
const STRANGE: OrganizationId = OrganizationId(Uuid::from_u128(2));
const CONTRACT: ContractId = ContractId(Uuid::from_u128(3));

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Days::new(u64::from(day))
}

fn source(id: &str) -> Source {
    Source::new("ut".parse().unwrap(), id).unwrap()
}

fn id(name: &str) -> SettlementDocumentId {
    settlement_document_id(&source(name), ORGANIZATION)
}

fn entry(kind: EntryKind, amount: i64, effective: u32) -> Entry {
    Entry {
        organization: ORGANIZATION,
        contract: CONTRACT,
        currency: Currency::RUB,
        kind,
        side: kind.side().unwrap_or(Side::Debit),
        number: "УТ-7".to_owned(),
        effective: day(effective),
        amount: Decimal::new(amount * 100, 2),
        due: None,
        order: None,
        allocations: Vec::new(),
    }
}

fn invoice(amount: i64) -> Entry {
    Entry { due: Some(day(30)), ..entry(EntryKind::Invoice, amount, 0) }
}

fn settling(entry: Entry, targets: &[(&str, i64)]) -> Entry {
    let allocation =
        |(name, amount): &(&str, i64)| Allocation { target: id(name), amount: Decimal::new(amount * 100, 2) };
    Entry { allocations: targets.iter().map(allocation).collect(), ..entry }
}

fn post(version: u64, entry: Entry) -> SettlementCommand {
    SettlementCommand::Post { document: id("a"), source: source("a"), version, entry: Box::new(entry) }
}

fn posted(version: u64, entry: Entry) -> SettlementEvent {
    SettlementEvent::Posted { document: id("a"), source: source("a"), version, entry: Box::new(entry) }
}

fn reverse(version: u64) -> SettlementCommand {
    SettlementCommand::Reverse { organization: ORGANIZATION, version, why: Reversal::Unposted }
}

fn reversed(version: u64) -> SettlementEvent {
    SettlementEvent::Reversed { organization: ORGANIZATION, version, why: Reversal::Unposted }
}

fn given(history: impl IntoIterator<Item = SettlementEvent>) -> Given<SettlementDocument> {
    specification::given(history)
}

fn given_nothing() -> Given<SettlementDocument> {
    given([])
}

#[test]
fn a_document_that_comes_is_posted() {
    given_nothing().when(post(3, invoice(100))).then([posted(3, invoice(100))]);
}

#[test]
fn the_same_document_again_changes_nothing() {
    given([posted(3, invoice(100))]).when(post(3, invoice(100))).then_it_is_already_so();
}

#[test]
fn an_amount_is_the_same_however_many_noughts_are_written() {
    let written = Entry { amount: Decimal::new(100_0000, 4), ..invoice(100) };
    given([posted(3, invoice(100))]).when(post(3, written)).then_it_is_already_so();
}

#[test]
fn a_newer_version_takes_the_place_of_the_one_before() {
    let entry = Box::new(invoice(120));
    given([posted(3, invoice(100))])
        .when(post(4, invoice(120)))
        .then([SettlementEvent::Replaced { version: 4, entry }]);
}

#[test]
fn a_newer_version_that_says_the_same_is_known_from_then_on() {
    let resaved = SettlementEvent::Resaved { version: 5 };
    given([posted(3, invoice(100))]).when(post(5, invoice(100))).then([resaved.clone()]);
    given([posted(3, invoice(100)), resaved]).when(post(4, invoice(120))).then_it_is_already_so();
}

#[test]
fn an_older_version_that_comes_later_changes_nothing() {
    given([posted(3, invoice(100))]).when(post(2, invoice(80))).then_it_is_already_so();
    given([posted(3, invoice(100))]).when(reverse(2)).then_it_is_already_so();
}

#[test]
fn a_version_that_says_something_else_is_refused() {
    let contradicts = SettlementError::VersionContradicts;
    given([posted(3, invoice(100))]).when(post(3, invoice(120))).then_refused(contradicts);
    given([posted(3, invoice(100))]).when(reverse(3)).then_refused(contradicts);
    given([reversed(3)]).when(post(3, invoice(120))).then_refused(contradicts);
}

#[test]
fn a_cancelled_posting_is_reversed_and_may_come_back() {
    given([posted(3, invoice(100))]).when(reverse(4)).then([reversed(4)]);
    given([posted(3, invoice(100)), reversed(4)]).when(reverse(4)).then_it_is_already_so();
    given([posted(3, invoice(100)), reversed(4)]).when(post(5, invoice(100))).then([posted(5, invoice(100))]);
}

#[test]
fn a_cancellation_that_comes_before_its_document_is_remembered() {
    given_nothing().when(reverse(4)).then([reversed(4)]);
    given([reversed(4)]).when(post(3, invoice(100))).then_it_is_already_so();
}

#[test]
fn a_stream_never_goes_over_to_another_organization() {
    let strange = Entry { organization: STRANGE, ..invoice(100) };
    given([posted(3, invoice(100))]).when(post(4, strange)).then_refused(SettlementError::OtherOrganization);
}

#[test]
fn entries_that_contradict_themselves_are_refused() {
    let payment = || entry(EntryKind::Payment, 100, 1);
    let with_amount = |amount| Entry { amount, ..invoice(1) };
    let refusals = [
        (with_amount(Decimal::ZERO), SettlementError::AmountOutOfRange),
        (with_amount(Decimal::NEGATIVE_ONE), SettlementError::AmountOutOfRange),
        (with_amount(Decimal::new(10_i64.pow(15), 0)), SettlementError::AmountOutOfRange),
        (with_amount(Decimal::new(1001, 3)), SettlementError::AmountTooPrecise),
        (Entry { side: Side::Credit, ..invoice(1) }, SettlementError::WrongSide),
        (Entry { number: String::new(), ..invoice(1) }, SettlementError::NumberUnusable),
        (Entry { number: "a\nb".to_owned(), ..invoice(1) }, SettlementError::NumberUnusable),
        (settling(payment(), &[("b", 60), ("c", 41)]), SettlementError::AllocatedTooMuch),
        (settling(payment(), &[("b", 1), ("b", 1)]), SettlementError::AllocationTwice),
        (settling(payment(), &[("a", 1)]), SettlementError::AllocationTwice),
        (settling(payment(), &[("b", -1)]), SettlementError::AmountOutOfRange),
    ];
    for (entry, refusal) in refusals {
        given_nothing().when(post(1, entry)).then_refused(refusal);
    }
}

#[test]
fn an_id_that_cannot_be_kept_is_refused() {
    for unusable in ["", "a\u{0}", &"a".repeat(101)] {
        assert_eq!(
            Source::new("ut".parse().unwrap(), unusable),
            Err(SettlementError::IdUnusable),
            "{unusable:?}"
        );
    }
}

fn ledger(entries: impl IntoIterator<Item = (&'static str, Entry)>) -> Ledger {
    entries.into_iter().map(|(name, entry)| (id(name), entry)).collect()
}

fn open_of(ledger: &Ledger, name: &str) -> i64 {
    let items = ledger.items();
    let item = items.iter().find(|item| item.document == id(name)).unwrap();
    i64::try_from(item.open.trunc().mantissa() / 10_i128.pow(item.open.trunc().scale())).unwrap()
}

#[test]
fn a_payment_settles_several_invoices_and_the_rest_is_an_advance() {
    let payment = settling(entry(EntryKind::Payment, 200, 5), &[("a", 100), ("b", 50)]);
    let ledger = ledger([("a", invoice(100)), ("b", invoice(80)), ("p", payment)]);

    assert_eq!(["a", "b", "p"].map(|name| open_of(&ledger, name)), [0, 30, 50]);
    assert_eq!(ledger.balance(), Decimal::from(-20));
    assert_eq!(ledger.open(Side::Debit), Decimal::from(30));
    assert_eq!(ledger.open(Side::Credit), Decimal::from(50));
}

#[test]
fn what_is_settled_by_several_is_settled_once() {
    let early = settling(entry(EntryKind::Payment, 70, 5), &[("a", 70)]);
    let late = settling(entry(EntryKind::Payment, 70, 6), &[("a", 70)]);
    let ledger = ledger([("a", invoice(100)), ("z", early), ("b", late)]);

    assert_eq!(["a", "z", "b"].map(|name| open_of(&ledger, name)), [0, 0, 40]);
}

#[test]
fn an_allocation_waits_for_its_target() {
    let payment = settling(entry(EntryKind::Payment, 70, 5), &[("a", 70)]);
    let ledger = ledger([("p", payment)]);

    assert_eq!(open_of(&ledger, "p"), 70);
}

#[test]
fn nothing_is_settled_across_contracts_currencies_or_on_one_side() {
    let payment = settling(entry(EntryKind::Payment, 70, 5), &[("a", 70)]);
    let others = [
        Entry { contract: ContractId(Uuid::from_u128(9)), ..invoice(100) },
        Entry { currency: "USD".parse().unwrap(), ..invoice(100) },
        Entry { organization: STRANGE, ..invoice(100) },
        entry(EntryKind::Payment, 100, 0),
    ];
    for other in others {
        let ledger = ledger([("a", other), ("p", payment.clone())]);
        assert_eq!(["a", "p"].map(|name| open_of(&ledger, name)), [100, 70]);
    }
}

#[test]
fn a_day_before_a_payment_the_invoice_was_open() {
    let payment = settling(entry(EntryKind::Payment, 100, 5), &[("a", 100)]);
    let ledger = ledger([("a", invoice(100)), ("p", payment)]);

    assert_eq!(open_of(&ledger.as_of(day(4)), "a"), 100);
    assert_eq!(open_of(&ledger.as_of(day(5)), "a"), 0);
}

#[test]
fn an_amount_ages_from_the_day_after_it_was_due() {
    let due = Some(day(30));
    let ages = [(30, Bucket::NotDue), (31, Bucket::Days1To30), (60, Bucket::Days1To30)];
    let later = [(61, Bucket::Days31To60), (91, Bucket::Days61To90), (120, Bucket::Days61To90)];
    for (on, bucket) in ages.into_iter().chain(later).chain([(121, Bucket::Over90)]) {
        assert_eq!(Bucket::of(due, day(on)), bucket, "day {on}");
    }
    assert_eq!(Bucket::of(None, day(300)), Bucket::NotDue);
}

#[test]
fn aging_leaves_out_what_is_not_there_yet_and_what_is_on_the_other_side() {
    let later = Entry { effective: day(70), ..invoice(7) };
    let advance = entry(EntryKind::Payment, 5, 0);
    let ledger = ledger([("a", invoice(100)), ("b", later), ("p", advance)]);

    let aging = Aging::of(&ledger, Side::Debit, day(61));

    assert_eq!(aging, Aging { days_31_to_60: Decimal::new(10_000, 2), ..Aging::default() });
    assert_eq!(aging.overdue(), aging.total());
}

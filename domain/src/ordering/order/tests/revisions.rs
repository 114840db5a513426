//! The digest of what is approved.

use sha2::{Digest, Sha256};

use uuid::Uuid;

use super::sample::{BOLTS, NUTS, bolts_and_nuts, contract, courier, line, offers, order, quote, text};
use crate::ordering::order::{Content, ContractTerms, Delivery, Line, Order, revision_of};
use crate::vocabulary::{Currency, Percent, Revision, VatRate};

fn bolts() -> Line {
    let new = line(BOLTS, "10", "12.20");
    Line::priced(Currency::RUB, new.goods, new.quantity, new.quote).unwrap()
}

fn digest(lines: &[Line]) -> Revision {
    digest_of(&contract(), lines, None)
}

fn digest_of(contract: &ContractTerms, lines: &[Line], delivery: Option<&Delivery>) -> Revision {
    let totals = Line::totals_with(Currency::RUB, lines, delivery).unwrap();
    let content = Content { lines, delivery, cost_centre: None, total: totals.sum.gross() };
    revision_of(contract, &content, &totals)
}

#[test]
fn the_digest_is_taken_over_the_documented_encoding() {
    let fields = [
        "kabinet.order.revision.2",
        "00000000-0000-0000-0000-000000004000",
        "17/2026",
        "2026-01-15",
        "RUB",
        "00000000-0000-0000-0000-000000006000",
        "00000000-0000-0000-0000-00000000cc01",
        "1",
        "00000000-0000-0000-0000-000000001001",
        "B-8",
        "Болт М8",
        "шт",
        "10",
        "12.2",
        "RUB",
        "00000000-0000-0000-0000-000000005000",
        "true",
        "22",
        "0",
        "100.00",
        "22.00",
        "122.00",
        "",
        "1",
        "00000000-0000-0000-0000-00000000de01",
        "Курьер",
        "00000000-0000-0000-0000-00000000add1",
        "22",
        "250.00",
        "55.00",
        "305.00",
        "350.00",
        "77.00",
        "427.00",
    ];
    let encoding = fields.map(|field| format!("{}:{field}", field.len())).concat();
    let expected = format!("{:x}", Sha256::digest(encoding));
    let (lines, delivery) = ([bolts()], courier());
    let totals = Line::totals_with(Currency::RUB, &lines, Some(&delivery)).unwrap();
    let content = Content {
        lines: &lines,
        delivery: Some(&delivery),
        cost_centre: Some(Uuid::from_u128(0xcc01).into()),
        total: totals.sum.gross(),
    };
    let revision = revision_of(&contract(), &content, &totals);
    assert_eq!(revision.to_string(), expected);
    assert_eq!(expected.parse(), Ok(revision));
}

#[test]
fn whatever_is_approved_changes_the_digest() {
    let changes: [fn(&mut Line); 7] = [
        |line| line.cost_centre = Some(Uuid::from_u128(1).into()),
        |line| line.quantity = "11".parse().unwrap(),
        |line| line.quote = quote("12.21"),
        |line| line.quote.vat_rate = VatRate::WITHOUT,
        |line| line.quote.discount = Percent::new(1.into()).unwrap(),
        |line| line.goods.name.push('!'),
        |line| line.goods.article = format!("{}{}", line.goods.article, line.goods.name),
    ];
    for change in changes {
        let mut line = bolts();
        change(&mut line);
        assert_ne!(digest(&[line.clone()]), digest(&[bolts()]), "{line:?}");
    }
    let mut other = contract();
    other.number = "18/2026".to_owned();
    assert_ne!(digest_of(&other, &[bolts()], None), digest(&[bolts()]));
    let mut redirected = courier();
    redirected.address = Some(Uuid::from_u128(2).into());
    let delivered = |delivery: &Delivery| digest_of(&contract(), &[bolts()], Some(delivery));
    assert_ne!(delivered(&courier()), digest(&[bolts()]));
    assert_ne!(delivered(&redirected), delivered(&courier()));
}

#[test]
fn remarks_are_not_approved_and_do_not_change_the_digest() {
    let remarked = Line { comment: Some(text()), ..bolts() };
    assert_eq!(digest(&[remarked]), digest(&[bolts()]));
}

#[test]
fn the_same_order_has_the_same_revision_in_every_round() {
    let revision = |order: &Order| {
        order.submission(&contract(), &offers(&[(BOLTS, "12.2"), (NUTS, "6.1")]), None).unwrap().revision
    };
    let drafted = order(vec![bolts_and_nuts()]);
    let returned = super::sample::at(crate::ordering::OrderStatus::Returned, None).unwrap();
    assert_eq!(revision(&drafted), revision(&returned));
}

#[test]
fn a_text_that_is_no_digest_is_refused() {
    for text in ["", "12", &"g".repeat(64), &"A".repeat(64), &"é".repeat(32)] {
        assert!(text.parse::<Revision>().is_err(), "{text}");
    }
}

//! The digest of what is approved.

use sha2::{Digest, Sha256};

use super::sample::{BOLTS, NUTS, bolts_and_nuts, contract, line, offers, order, quote};
use crate::ordering::order::{Line, Order, revision_of};
use crate::vocabulary::{Currency, Percent, Revision, VatRate};

fn bolts() -> Line {
    let new = line(BOLTS, "10", "12.20");
    Line::priced(Currency::RUB, new.goods, new.quantity, new.quote).unwrap()
}

fn digest(lines: &[Line]) -> Revision {
    revision_of(&contract(), lines, &Line::totals(Currency::RUB, lines).unwrap())
}

#[test]
fn the_digest_is_taken_over_the_documented_encoding() {
    let fields = [
        "kabinet.order.revision.1",
        "00000000-0000-0000-0000-000000004000",
        "17/2026",
        "2026-01-15",
        "RUB",
        "00000000-0000-0000-0000-000000006000",
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
        "100.00",
        "22.00",
        "122.00",
    ];
    let encoding = fields.map(|field| format!("{}:{field}", field.len())).concat();
    let expected = format!("{:x}", Sha256::digest(encoding));
    assert_eq!(digest(&[bolts()]).to_string(), expected);
    assert_eq!(expected.parse(), Ok(digest(&[bolts()])));
}

#[test]
fn whatever_is_approved_changes_the_digest() {
    let changes: [fn(&mut Line); 6] = [
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
    let totals = Line::totals(Currency::RUB, &[bolts()]).unwrap();
    assert_ne!(revision_of(&other, &[bolts()], &totals), digest(&[bolts()]));
}

#[test]
fn the_same_order_has_the_same_revision_in_every_round() {
    let revision = |order: &Order| {
        order.submission(&contract(), &offers(&[(BOLTS, "12.2"), (NUTS, "6.1")])).unwrap().revision
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

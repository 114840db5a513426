//! Changes of an accepted order.

use super::sample::{
    BOLTS, NUTS, WASHERS, at, cancel_lines, line, product, quantities, quantity, rubles, ship, text,
};
use crate::ordering::order::difference::LineFate;
use crate::ordering::order::{Amendment, Order, OrderCommand, OrderError, OrderEvent, OrderStatus};
use crate::ordering::pricing::PricingError;
use crate::refusal::Refusal;
use crate::specification::ask;
use crate::vocabulary::{Currency, Money, MoneyError};

fn amend(changes: Vec<Amendment>) -> OrderCommand {
    OrderCommand::Amend { changes, reason: text() }
}

fn set(number: u128, count: &str) -> Amendment {
    Amendment::SetQuantity(quantities(&[(number, count)])[0])
}

fn confirmed() -> Order {
    at(OrderStatus::Confirmed, None).unwrap()
}

#[test]
fn an_amendment_tells_what_is_different_and_what_it_costs() {
    let mut order = confirmed();
    let before = order.revision();
    let price = Amendment::SetPrice { product: product(NUTS), price: rubles("7.32") };
    let changes = vec![set(BOLTS, "8"), price, Amendment::Add(line(WASHERS, "10", "1.22"))];
    let events = ask(&mut order, amend(changes)).unwrap();
    let [OrderEvent::Amended { difference, completes: false, .. }] = &events[..] else {
        panic!("{events:?}")
    };
    assert_eq!((difference.total.before, difference.total.after), (rubles("152.50"), rubles("146.40")));
    let fates: Vec<_> = difference.lines.iter().map(crate::ordering::order::LineDifference::fate).collect();
    assert_eq!(fates, [LineFate::Changed, LineFate::Changed, LineFate::Added]);
    assert_eq!(order.totals().unwrap().sum.vat(), rubles("26.40"));
    assert_ne!(order.revision(), before);
    assert_eq!(order.status(), Some(OrderStatus::Confirmed));
}

#[test]
fn no_less_is_left_of_a_line_than_has_left() {
    let mut order = at(OrderStatus::PartiallyShipped, None).unwrap();
    let below =
        OrderError::BelowShipped { goods: "«Болт М8» (B-8)".to_owned(), shipped: quantity("4") };
    assert_eq!(ask(&mut order, amend(vec![set(BOLTS, "3.999")])), Err(below.clone()));
    assert_eq!(ask(&mut order, amend(vec![Amendment::Remove(product(BOLTS))])), Err(below));
    assert!(ask(&mut order, amend(vec![set(BOLTS, "4")])).is_ok());
}

#[test]
fn an_amendment_down_to_what_has_left_completes_the_order() {
    let mut order = at(OrderStatus::PartiallyShipped, None).unwrap();
    ask(&mut order, amend(vec![set(BOLTS, "4"), Amendment::Remove(product(NUTS))])).unwrap();
    assert_eq!(order.status(), Some(OrderStatus::Shipped));
    assert_eq!(order.lines().len(), 1);
}

#[test]
fn an_amendment_starts_from_what_is_still_wanted() {
    let mut order = at(OrderStatus::Processing, None).unwrap();
    ask(&mut order, cancel_lines(&[(BOLTS, "4"), (NUTS, "5")])).unwrap();
    ask(&mut order, amend(vec![set(BOLTS, "7")])).unwrap();
    assert_eq!(order.remaining(), quantities(&[(BOLTS, "7")]));
    assert_eq!(order.cancelled(product(BOLTS)), None);
    assert_eq!(order.totals().unwrap().sum.gross(), rubles("85.40"));
    ask(&mut order, amend(vec![Amendment::Add(line(NUTS, "1", "6.10"))])).unwrap();
    assert_eq!(order.remaining(), quantities(&[(BOLTS, "7"), (NUTS, "1")]));
}

#[test]
fn what_was_added_can_be_shipped() {
    let mut order = at(OrderStatus::Processing, None).unwrap();
    ask(&mut order, amend(vec![set(BOLTS, "12")])).unwrap();
    ask(&mut order, ship(&[(BOLTS, "12"), (NUTS, "5")])).unwrap();
    assert_eq!(order.status(), Some(OrderStatus::Shipped));
}

#[test]
fn an_amendment_that_changes_nothing_or_leaves_nothing_is_refused() {
    let nothing = ask(&mut confirmed(), amend(vec![set(BOLTS, "10")])).unwrap_err();
    assert_eq!(nothing, OrderError::AmendmentEmpty);
    let all = vec![Amendment::Remove(product(BOLTS)), Amendment::Remove(product(NUTS))];
    assert_eq!(ask(&mut confirmed(), amend(all)), Err(OrderError::AmendmentLeavesNothing));
}

#[test]
fn prices_are_set_in_the_currency_of_the_contract_and_above_zero() {
    let dollars = Currency::try_from("USD".to_owned()).unwrap();
    let price = Money::new(rubles("1").amount, dollars);
    let foreign = amend(vec![Amendment::SetPrice { product: product(BOLTS), price }]);
    let why = PricingError::Money(MoneyError::CurrencyDiffers { expected: Currency::RUB, found: dollars });
    let refusal = OrderError::LineNotPriceable { goods: "«Болт М8» (B-8)".to_owned(), why };
    assert_eq!(ask(&mut confirmed(), foreign), Err(refusal));
    let free = amend(vec![Amendment::SetPrice { product: product(BOLTS), price: rubles("0") }]);
    assert_eq!(ask(&mut confirmed(), free).unwrap_err().code(), "PRICE_NOT_POSITIVE");
}

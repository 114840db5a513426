//! Whether an order is paid, and what else stands beside the status.

use chrono::NaiveDate;

use super::sample::{at, cancel, cancel_lines, rubles, text};
use crate::ordering::order::{
    DeliveryStatus, Hold, LineProgress, Order, OrderCommand, OrderError, OrderEvent, OrderStatus,
    PaymentStatus, Side,
};
use crate::refusal::Refusal;
use crate::specification::ask;
use crate::vocabulary::{Currency, Money};

fn paid(order: &mut Order, amount: &str) -> Option<PaymentStatus> {
    ask(order, OrderCommand::NotePaidAmount { paid: rubles(amount) }).unwrap();
    order.payment_status()
}

#[test]
fn the_paid_amount_says_how_far_an_order_is_paid() {
    let mut order = at(OrderStatus::Confirmed, None).unwrap();
    assert_eq!(order.payment_status(), Some(PaymentStatus::Unpaid));
    assert_eq!(paid(&mut order, "152.49"), Some(PaymentStatus::PartiallyPaid));
    assert_eq!(paid(&mut order, "152.50"), Some(PaymentStatus::Paid));
    assert_eq!(paid(&mut order, "152.51"), Some(PaymentStatus::Overpaid));
    assert_eq!(paid(&mut order, "0"), Some(PaymentStatus::Unpaid));
}

#[test]
fn what_was_paid_for_a_cancelled_part_is_paid_too_much() {
    let mut order = at(OrderStatus::Processing, None).unwrap();
    paid(&mut order, "152.50");
    ask(&mut order, cancel_lines(&[(super::sample::NUTS, "1")])).unwrap();
    assert_eq!(order.payment_status(), Some(PaymentStatus::Overpaid));
    ask(&mut order, cancel(Side::Supplier)).unwrap();
    assert_eq!(order.payment_status(), Some(PaymentStatus::Overpaid));
    assert_eq!(paid(&mut order, "0"), None, "the money went back");
}

#[test]
fn nothing_is_due_before_the_supplier_accepts() {
    assert_eq!(at(OrderStatus::Approved, None).unwrap().payment_status(), None);
}

#[test]
fn a_paid_amount_is_in_the_orders_currency_and_no_less_than_nothing() {
    let mut order = at(OrderStatus::Confirmed, None).unwrap();
    let dollars = Money::new(rubles("1").amount, Currency::try_from("USD".to_owned()).unwrap());
    let refusal = ask(&mut order, OrderCommand::NotePaidAmount { paid: dollars }).unwrap_err();
    assert_eq!(refusal.code(), "MONEY_CURRENCY_DIFFERS");
    for amount in ["-0.01", "1.001"] {
        let refusal = ask(&mut order, OrderCommand::NotePaidAmount { paid: rubles(amount) });
        assert_eq!(refusal, Err(OrderError::NotAPaidAmount));
    }
    paid(&mut order, "1.5");
    assert_eq!(ask(&mut order, OrderCommand::NotePaidAmount { paid: rubles("1.50") }), Ok(vec![]));
}

#[test]
fn the_expected_date_is_set_changed_and_taken_back() {
    let mut order = at(OrderStatus::Confirmed, None).unwrap();
    let date = NaiveDate::from_ymd_opt(2026, 12, 1);
    for date in [date, None] {
        let events = ask(&mut order, OrderCommand::Expect { date });
        assert_eq!(events, Ok(vec![OrderEvent::ExpectedOn { date }]));
        assert_eq!(ask(&mut order, OrderCommand::Expect { date }), Ok(vec![]));
        assert_eq!(order.expected_on(), date);
    }
}

#[test]
fn a_hold_of_the_suppliers_own_says_why() {
    let mut order = at(OrderStatus::Confirmed, None).unwrap();
    let hold = |reason| OrderCommand::PutOnHold { hold: Hold::Manual, reason };
    assert_eq!(ask(&mut order, hold(None)), Err(OrderError::HoldReasonMissing));
    let put = OrderEvent::PutOnHold { hold: Hold::Manual, reason: Some(text()) };
    assert_eq!(ask(&mut order, hold(Some(text()))), Ok(vec![put.clone()]));
    assert_eq!(ask(&mut order, hold(Some(text()))), Ok(vec![put]), "another reason is not lost");
    let release = OrderCommand::ReleaseHold { hold: Hold::Manual, note: Some(text()) };
    assert_eq!(
        ask(&mut order, release),
        Ok(vec![OrderEvent::HoldReleased { hold: Hold::Manual, note: Some(text()) }])
    );
    assert_eq!(order.hold(), None);
}

fn line(ordered: i64, cancelled: i64, shipped: i64, delivered: i64) -> LineProgress {
    LineProgress {
        ordered: ordered.into(),
        cancelled: cancelled.into(),
        shipped: shipped.into(),
        delivered: delivered.into(),
    }
}

#[test]
fn how_far_goods_have_come_is_said_of_lines_and_of_all_together() {
    use DeliveryStatus as S;
    let of = |lines: &[LineProgress]| S::of(lines);
    assert_eq!(of(&[]), S::NotShipped);
    assert_eq!(of(&[line(5, 0, 0, 0)]), S::NotShipped);
    assert_eq!(of(&[line(5, 0, 2, 0)]), S::PartiallyShipped);
    assert_eq!(of(&[line(5, 3, 2, 0)]), S::Shipped);
    assert_eq!(of(&[line(5, 3, 2, 1)]), S::PartiallyDelivered);
    assert_eq!(of(&[line(5, 3, 2, 2)]), S::Delivered);
    assert_eq!(of(&[line(5, 5, 0, 0)]), S::Cancelled);
    assert_eq!(of(&[line(5, 5, 0, 0), line(1, 0, 1, 1)]), S::Delivered);
    assert_eq!(of(&[line(5, 0, 0, 0), line(1, 0, 1, 1)]), S::PartiallyDelivered);
}

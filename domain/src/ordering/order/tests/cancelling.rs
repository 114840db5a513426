//! Goods that are called off after the acceptance: by the supplier, or because the buyer
//! asked for it.

use super::sample::{
    BOLTS, NUTS, at, cancel_lines, product, quantities, quantity, request_cancellation, rubles, ship, text,
};
use crate::ordering::order::{Order, OrderCommand, OrderError, OrderEvent, OrderStatus, Side};
use crate::refusal::Refusal;
use crate::specification::ask;

fn processing() -> Order {
    at(OrderStatus::Processing, None).unwrap()
}

fn grant() -> OrderCommand {
    OrderCommand::GrantCancellation { answer: None }
}

fn names(events: &[OrderEvent]) -> Vec<&str> {
    events.iter().map(AsRef::as_ref).collect()
}

#[test]
fn a_cancelled_part_of_a_line_costs_nothing_and_the_rest_costs_what_it_did() {
    let mut order = processing();
    let events = ask(&mut order, cancel_lines(&[(BOLTS, "4")])).unwrap();
    assert_eq!(names(&events), ["LinesCancelled"]);
    let bolts = order.line(product(BOLTS)).unwrap();
    assert_eq!((bolts.amounts.net(), bolts.amounts.vat()), (rubles("60.00"), rubles("13.20")));
    assert_eq!(bolts.quantity, quantity("10"), "what was ordered stays");
    let totals = order.totals().unwrap();
    assert_eq!((totals.sum.gross(), totals.sum.vat()), (rubles("103.70"), rubles("18.70")));
    assert_eq!(order.remaining(), quantities(&[(BOLTS, "6"), (NUTS, "5")]));
    assert_eq!(order.status(), Some(OrderStatus::Processing));
}

#[test]
fn a_partially_shipped_order_is_closed_short() {
    let mut order = at(OrderStatus::PartiallyShipped, None).unwrap();
    ask(&mut order, cancel_lines(&[])).unwrap();
    assert_eq!(order.status(), Some(OrderStatus::Shipped));
    assert_eq!(order.totals().unwrap().sum.gross(), rubles("48.80"), "the four bolts that left");
    assert_eq!(order.remaining(), []);
}

#[test]
fn what_is_closed_short_after_everything_arrived_is_delivered() {
    let mut order = at(OrderStatus::PartiallyShipped, None).unwrap();
    let shipment = order.shipments()[0].id.unwrap();
    ask(&mut order, OrderCommand::DeliverShipment { shipment }).unwrap();
    let events = ask(&mut order, cancel_lines(&[])).unwrap();
    assert_eq!(names(&events), ["LinesCancelled", "Delivered"]);
    assert_eq!(order.status(), Some(OrderStatus::Delivered));
}

#[test]
fn the_last_part_that_is_called_off_cancels_an_order_of_which_nothing_left() {
    let mut order = processing();
    ask(&mut order, cancel_lines(&[(BOLTS, "10")])).unwrap();
    let events = ask(&mut order, cancel_lines(&[(NUTS, "5")])).unwrap();
    assert_eq!(events, [OrderEvent::Cancelled { by: Side::Supplier, reason: text() }]);
    assert_eq!(order.status(), Some(OrderStatus::Cancelled));
}

#[test]
fn no_more_is_called_off_than_remains() {
    let mut order = processing();
    ask(&mut order, ship(&[(BOLTS, "7")])).unwrap();
    ask(&mut order, cancel_lines(&[(BOLTS, "1")])).unwrap();
    let refusal = ask(&mut order, cancel_lines(&[(BOLTS, "2.5")])).unwrap_err();
    assert_eq!(refusal.code(), "ORDER_CANCELLATION_EXCEEDS");
    assert_eq!(refusal.in_russian(), "«Болт М8» (B-8): можно отменить ещё 2, а не 2.5.");
    let refusal = ask(&mut order, ship(&[(BOLTS, "2.5")])).unwrap_err();
    assert_eq!(refusal.code(), "ORDER_SHIPMENT_EXCEEDS", "what was called off does not leave");
}

#[test]
fn what_is_called_off_is_named_once() {
    let twice = ask(&mut processing(), cancel_lines(&[(BOLTS, "1"), (BOLTS, "1")])).unwrap_err();
    assert_eq!(twice, OrderError::LineDuplicate { goods: "«Болт М8» (B-8)".to_owned() });
}

#[test]
fn a_wish_of_the_buyer_changes_nothing_until_it_is_answered() {
    let mut order = at(OrderStatus::Confirmed, None).unwrap();
    ask(&mut order, request_cancellation(&[])).unwrap();
    assert_eq!(order.status(), Some(OrderStatus::Confirmed));
    assert!(ask(&mut order, OrderCommand::TakeIntoProcessing).is_ok(), "the supplier goes on meanwhile");
    assert_eq!(ask(&mut order, request_cancellation(&[])), Err(OrderError::CancellationAsked));
}

#[test]
fn a_granted_wish_for_everything_cancels_the_order_as_the_buyer_with_the_buyers_reason() {
    let mut order = processing();
    ask(&mut order, request_cancellation(&[])).unwrap();
    let events = ask(&mut order, grant()).unwrap();
    let cancelled = OrderEvent::Cancelled { by: Side::Buyer, reason: text() };
    assert_eq!(events, [OrderEvent::CancellationGranted { answer: None }, cancelled]);
    assert_eq!((order.status(), order.cancellation_request()), (Some(OrderStatus::Cancelled), None));
}

#[test]
fn a_granted_wish_for_lines_calls_off_just_those() {
    let mut order = processing();
    ask(&mut order, request_cancellation(&[(NUTS, "2")])).unwrap();
    let events = ask(&mut order, grant()).unwrap();
    assert_eq!(names(&events), ["CancellationGranted", "LinesCancelled"]);
    assert_eq!(order.cancelled(product(NUTS)), Some(quantity("2")));
    assert_eq!(order.remaining(), quantities(&[(BOLTS, "10"), (NUTS, "3")]));
}

#[test]
fn what_was_shipped_since_the_buyer_asked_is_not_called_off() {
    let mut order = processing();
    ask(&mut order, request_cancellation(&[(BOLTS, "8")])).unwrap();
    ask(&mut order, ship(&[(BOLTS, "7")])).unwrap();
    ask(&mut order, grant()).unwrap();
    assert_eq!(order.cancelled(product(BOLTS)), Some(quantity("3")));
    assert_eq!(order.remaining(), quantities(&[(NUTS, "5")]));
}

#[test]
fn a_wish_for_what_has_all_left_can_only_be_declined() {
    let mut order = processing();
    ask(&mut order, request_cancellation(&[(BOLTS, "8")])).unwrap();
    ask(&mut order, ship(&[(BOLTS, "10")])).unwrap();
    assert_eq!(ask(&mut order, grant()), Err(OrderError::CancellationTooLate));
    let decline = OrderCommand::DeclineCancellation { answer: text() };
    assert_eq!(ask(&mut order, decline), Ok(vec![OrderEvent::CancellationDeclined { answer: text() }]));
    assert_eq!(order.cancellation_request(), None);
}

#[test]
fn a_wish_lapses_when_the_last_goods_leave() {
    let mut order = processing();
    ask(&mut order, request_cancellation(&[])).unwrap();
    let rest = order.remaining();
    let last = OrderCommand::Ship {
        lines: rest,
        shipment: super::sample::shipment(1),
        carriage: crate::ordering::order::Carriage::default(),
    };
    ask(&mut order, last).unwrap();
    assert_eq!((order.status(), order.cancellation_request()), (Some(OrderStatus::Shipped), None));
}

#[test]
fn a_wish_can_be_taken_back_and_made_anew() {
    let mut order = processing();
    ask(&mut order, request_cancellation(&[])).unwrap();
    let withdrawn = ask(&mut order, OrderCommand::WithdrawCancellationRequest);
    assert_eq!(withdrawn, Ok(vec![OrderEvent::CancellationRequestWithdrawn {}]));
    assert_eq!(ask(&mut order, grant()), Err(OrderError::CancellationNotAsked));
    assert!(ask(&mut order, request_cancellation(&[(NUTS, "1")])).is_ok());
}

#[test]
fn the_buyer_cannot_wish_away_what_is_not_there() {
    let refusal = ask(&mut processing(), request_cancellation(&[(NUTS, "6")])).unwrap_err();
    assert_eq!(refusal.code(), "ORDER_CANCELLATION_EXCEEDS");
}

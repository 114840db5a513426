//! Goods that leave.

use super::sample::{BOLTS, NUTS, WASHERS, at, product, quantities, quantity, ship, shipment, shipment_of};
use crate::ordering::order::{
    Carriage, LineQuantity, Order, OrderCommand, OrderError, OrderEvent, OrderStatus,
};
use crate::refusal::Refusal;
use crate::specification::ask;
use crate::vocabulary::ShipmentId;

fn processing() -> Order {
    at(OrderStatus::Processing, None).unwrap()
}

#[test]
fn a_shipment_of_everything_completes_the_order() {
    let mut order = processing();
    ask(&mut order, ship(&[(NUTS, "5"), (BOLTS, "10")])).unwrap();
    assert_eq!(order.status(), Some(OrderStatus::Shipped));
    assert_eq!(order.remaining(), []);
}

#[test]
fn parts_are_shipped_until_nothing_remains() {
    let mut order = processing();
    ask(&mut order, ship(&[(BOLTS, "2.5")])).unwrap();
    assert_eq!(order.status(), Some(OrderStatus::PartiallyShipped));
    let rest = |number, count| LineQuantity { product: product(number), quantity: quantity(count) };
    assert_eq!(order.remaining(), [rest(BOLTS, "7.5"), rest(NUTS, "5")]);
    ask(&mut order, ship(&[(NUTS, "5")])).unwrap();
    assert_eq!(order.status(), Some(OrderStatus::PartiallyShipped));
    let last = ask(&mut order, ship(&[(BOLTS, "7.5")])).unwrap();
    let shipment = Some(shipment_of(&[(BOLTS, "7.5")]));
    let (lines, carriage) = (vec![rest(BOLTS, "7.5")], Carriage::default());
    assert_eq!(last, [OrderEvent::Shipped { lines, shipment, carriage }]);
    assert_eq!(order.shipped(product(BOLTS)), Some(quantity("10")));
}

#[test]
fn no_more_is_shipped_than_remains() {
    let mut order = processing();
    ask(&mut order, ship(&[(BOLTS, "9")])).unwrap();
    let refusal = ask(&mut order, ship(&[(BOLTS, "1.001")])).unwrap_err();
    assert_eq!(refusal.code(), "ORDER_SHIPMENT_EXCEEDS");
    assert_eq!(refusal.in_russian(), "«Болт М8» (B-8): осталось отгрузить 1, а не 1.001.");
    ask(&mut order, ship(&[(BOLTS, "1")])).unwrap();
    let refusal = ask(&mut order, ship(&[(BOLTS, "2")])).unwrap_err();
    assert_eq!(refusal.to_string(), "«Болт М8» (B-8): 0 remains to be shipped, not 2");
}

#[test]
fn a_shipment_names_lines_of_the_order_each_once() {
    let outcome = |lines| ask(&mut processing(), ship(lines)).unwrap_err();
    assert_eq!(outcome(&[]), OrderError::ShipmentEmpty);
    assert_eq!(outcome(&[(WASHERS, "1")]), OrderError::LineUnknown(product(WASHERS)));
    let twice = outcome(&[(BOLTS, "1"), (BOLTS, "1")]);
    assert_eq!(twice, OrderError::LineDuplicate { goods: "«Болт М8» (B-8)".to_owned() });
}

fn deliver(shipment: ShipmentId) -> OrderCommand {
    OrderCommand::DeliverShipment { shipment }
}

#[test]
fn the_last_shipment_that_arrives_delivers_a_shipped_order() {
    let (first, second) = (shipment_of(&[(BOLTS, "10")]), shipment_of(&[(NUTS, "5")]));
    let mut order = processing();
    ask(&mut order, ship(&[(BOLTS, "10")])).unwrap();
    ask(&mut order, deliver(first)).unwrap();
    assert_eq!(order.status(), Some(OrderStatus::PartiallyShipped), "the nuts are still here");
    ask(&mut order, ship(&[(NUTS, "5")])).unwrap();
    let lines = quantities(&[(NUTS, "5")]);
    let arrived = OrderEvent::ShipmentDelivered { shipment: second, lines };
    assert_eq!(ask(&mut order, deliver(second)), Ok(vec![arrived, OrderEvent::Delivered {}]));
    assert_eq!(ask(&mut order, deliver(second)), Ok(vec![]), "it is so already");
}

#[test]
fn the_arrival_of_everything_is_the_arrival_of_every_shipment() {
    let mut order = at(OrderStatus::Delivered, None).unwrap();
    assert!(order.all_arrived());
    let line = order.line(product(BOLTS)).unwrap().clone();
    assert_eq!(order.progress_of(&line).delivered, quantity("10").number());
    assert_eq!(ask(&mut order, deliver(shipment(9))).unwrap_err().code(), "ORDER_STEP_NOT_ALLOWED");
}

#[test]
fn the_way_of_a_shipment_becomes_known_until_it_arrives() {
    let mut order = at(OrderStatus::Shipped, None).unwrap();
    let shipment = order.shipments()[0].id.unwrap();
    let carriage = Carriage { tracking: Some("26-00541".to_owned()), ..Carriage::default() };
    let track = |carriage: &Carriage| OrderCommand::TrackShipment { shipment, carriage: carriage.clone() };
    let tracked = OrderEvent::ShipmentTracked { shipment, carriage: carriage.clone() };
    assert_eq!(ask(&mut order, track(&carriage)), Ok(vec![tracked]));
    assert_eq!(ask(&mut order, track(&carriage)), Ok(vec![]));
    let long = Carriage { carrier: Some("я".repeat(201)), ..Carriage::default() };
    assert_eq!(ask(&mut order, track(&long)), Err(OrderError::CarriageTooLong { limit: 200 }));
}

#[test]
fn an_unknown_shipment_and_one_that_has_arrived_are_told_apart() {
    let mut order = at(OrderStatus::PartiallyShipped, None).unwrap();
    let known = order.shipments()[0].id.unwrap();
    ask(&mut order, deliver(known)).unwrap();
    let track = |shipment| OrderCommand::TrackShipment { shipment, carriage: Carriage::default() };
    assert_eq!(ask(&mut order, track(known)), Err(OrderError::ShipmentArrived));
    assert_eq!(ask(&mut order, track(shipment(9))), Err(OrderError::ShipmentUnknown));
}

//! Goods that leave.

use super::sample::{BOLTS, NUTS, WASHERS, at, product, quantity, ship, shipment_of};
use crate::ordering::order::{Carriage, LineQuantity, Order, OrderError, OrderEvent, OrderStatus};
use crate::refusal::Refusal;
use crate::specification::ask;

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

//! What holds for every order, whatever is asked of it and in whatever order.

use std::collections::BTreeMap;

use cqrs_es::Aggregate;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use rust_decimal::Decimal;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::sample::{
    bolts_and_nuts, case, contract, courier_tariff, line, needing, needing_nobody, offers, product, rubles,
    shipment, text, unknown_revision,
};
use crate::ordering::order::{
    Amendment, Carriage, Hold, Line, LineEdit, LineQuantity, Order, OrderCommand, OrderEvent, OrderStatus,
};
use crate::specification::ask;
use crate::vocabulary::{CaseId, ProductId, Quantity, Revision};

/// A request that is made into a command when the order is at hand, so that most are
/// sensible and some are not.
#[derive(Clone, Debug)]
enum Request {
    Edit(u8, u128, u32),
    Submit(bool, u128, u32),
    Decide(u8, bool, bool),
    Ship(u128, u32),
    ShipRest,
    Plain(u8),
    Hold(bool, Hold),
    Fulfil(u8, u128, u32),
}

fn requests() -> impl Strategy<Value = Vec<Request>> {
    let hold = prop_oneof![Just(Hold::Credit), Just(Hold::OrganizationBlocked), Just(Hold::RefusedByErp)];
    let request = prop_oneof![
        2 => (0..3u8, 1..5u128, 1..20_000u32).prop_map(|(kind, number, count)| Request::Edit(kind, number, count)),
        3 => (any::<bool>(), 1..50u128, 1..100_000u32).prop_map(|(free, case, price)| Request::Submit(free, case, price)),
        4 => (0..4u8, prop::bool::weighted(0.8), prop::bool::weighted(0.8))
            .prop_map(|(kind, case, revision)| Request::Decide(kind, case, revision)),
        3 => (1..5u128, 1..12_000u32).prop_map(|(number, count)| Request::Ship(number, count)),
        1 => Just(Request::ShipRest),
        8 => (0..9u8).prop_map(Request::Plain),
        5 => (0..9u8, 1..5u128, 1..12_000u32).prop_map(|(kind, number, count)| Request::Fulfil(kind, number, count)),
        1 => (prop::bool::weighted(0.3), hold).prop_map(|(put, hold)| Request::Hold(put, hold)),
    ];
    prop::collection::vec(request, 1..60)
}

fn thousandths(count: u32) -> Quantity {
    Quantity::new(Decimal::new(count.into(), 3)).unwrap()
}

fn command(request: &Request, order: &Order) -> OrderCommand {
    match *request {
        Request::Edit(kind, number, count) => {
            OrderCommand::EditLines { edits: vec![edit(kind, number, count)] }
        }
        Request::Submit(free, number, price) => submission(free, number, price, order),
        Request::Decide(kind, right_case, right_revision) => {
            decision(kind, right_case, right_revision, order)
        }
        Request::Ship(number, count) => {
            let line = LineQuantity { product: product(number), quantity: thousandths(count) };
            shipping(order, vec![line])
        }
        Request::ShipRest => shipping(order, order.remaining()),
        Request::Hold(true, hold) => OrderCommand::PutOnHold { hold, reason: Some(text()) },
        Request::Hold(false, hold) => OrderCommand::ReleaseHold { hold, note: None },
        Request::Plain(kind) => plain(kind),
        Request::Fulfil(kind, number, count) => fulfilment(kind, number, count),
    }
}

/// What is asked of orders that the supplier accepted.
fn fulfilment(kind: u8, number: u128, count: u32) -> OrderCommand {
    let line = LineQuantity { product: product(number), quantity: thousandths(count) };
    let amend = |change| OrderCommand::Amend { changes: vec![change], reason: text() };
    let price = rubles(&Decimal::new(count.into(), 2).to_string());
    match kind {
        0 => OrderCommand::CancelLines { lines: vec![line], reason: text() },
        1 => OrderCommand::RequestCancellation { lines: vec![line], reason: text() },
        2 => OrderCommand::GrantCancellation { answer: None },
        3 => OrderCommand::WithdrawCancellationRequest,
        4 => amend(Amendment::SetQuantity(line)),
        5 => amend(Amendment::SetPrice { product: line.product, price }),
        6 => amend(Amendment::Remove(line.product)),
        7 => OrderCommand::NotePaidAmount { paid: price },
        _ => OrderCommand::DeliverShipment { shipment: shipment(number - 1) },
    }
}

/// Each shipment of an order has an id of its own.
fn shipping(order: &Order, lines: Vec<LineQuantity>) -> OrderCommand {
    let number = u128::try_from(order.shipments().len()).unwrap();
    OrderCommand::Ship { lines, shipment: shipment(number), carriage: Carriage::default() }
}

fn edit(kind: u8, number: u128, count: u32) -> LineEdit {
    match kind {
        0 => LineEdit::Remove(product(number)),
        1 => LineEdit::SetQuantity(LineQuantity { product: product(number), quantity: thousandths(count) }),
        _ => {
            let mut new = line(number, "1", "1.11");
            new.quantity = thousandths(count);
            LineEdit::Add(new)
        }
    }
}

fn submission(free: bool, number: u128, price: u32, order: &Order) -> OrderCommand {
    let price = Decimal::new(price.into(), 2).to_string();
    let offers = offers(&[(1, &price), (2, "6.10"), (3, "0.07"), (4, "999.99")]);
    let foreseen = order.submission(&contract(), &offers, Some(&courier_tariff()));
    OrderCommand::Submit {
        number: "1".parse().unwrap(),
        contract: Box::new(contract()),
        offers,
        tariff: Some(Box::new(courier_tariff())),
        accepted_total: foreseen.ok().map(|foreseen| foreseen.totals.sum.gross()),
        approval: if free { needing_nobody() } else { needing(case(number)) },
    }
}

fn decision(kind: u8, right_case: bool, right_revision: bool, order: &Order) -> OrderCommand {
    let case = order.case().filter(|_| right_case).unwrap_or(case(999));
    let revision = order.revision().filter(|_| right_revision).unwrap_or(unknown_revision());
    match kind {
        0 => OrderCommand::Return { case, comment: Some(text()), line_comments: BTreeMap::new() },
        1 if right_case && right_revision => OrderCommand::Withdraw,
        _ => OrderCommand::Approve { case, revision, forced: false },
    }
}

fn plain(kind: u8) -> OrderCommand {
    match kind {
        0 => OrderCommand::RefuseConfirmation { code: "NO".to_owned() },
        1 | 2 => OrderCommand::TakeIntoProcessing,
        3 => OrderCommand::Deliver,
        4 => OrderCommand::Close,
        _ => OrderCommand::Confirm,
    }
}

/// The history of an order of whom all of it was asked, with what was refused left out.
fn history(requests: &[Request]) -> Vec<OrderEvent> {
    let mut order = Order::default();
    let mut events = ask(&mut order, bolts_and_nuts()).unwrap();
    for request in requests {
        let command = command(request, &order);
        events.extend(ask(&mut order, command).unwrap_or_default());
    }
    events
}

fn fold<'a>(order: Order, events: impl IntoIterator<Item = &'a OrderEvent>) -> Order {
    events.into_iter().fold(order, |mut order, event| {
        order.apply(event.clone());
        order
    })
}

fn through_json<T: Serialize + DeserializeOwned>(value: &T) -> T {
    serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
}

proptest! {
    #[test]
    fn nothing_is_confirmed_that_was_not_approved_as_it_is(requests in requests()) {
        let mut submitted: Option<(Revision, Option<CaseId>)> = None;
        let (mut waived, mut approved) = (false, None);
        for event in history(&requests) {
            match event {
                OrderEvent::Submitted { revision, case, .. } => {
                    (submitted, waived, approved) = (Some((revision, case)), false, None);
                }
                OrderEvent::ApprovalNotRequired { .. } => waived = true,
                OrderEvent::Approved { revision, case, .. } => {
                    prop_assert_eq!(submitted, Some((revision, case)));
                    prop_assert_eq!(waived, case.is_none());
                    approved = Some(revision);
                }
                OrderEvent::Withdrawn { .. } | OrderEvent::Returned { .. } => submitted = None,
                OrderEvent::Confirmed { revision } => {
                    prop_assert_eq!(approved, Some(revision));
                    prop_assert_eq!(submitted.map(|(submitted, _)| submitted), Some(revision));
                }
                _ => {}
            }
        }
    }

    #[test]
    fn submitted_lines_stay_as_they_are_until_they_are_given_back(requests in requests()) {
        let mut order = Order::default();
        let mut frozen: Option<Vec<Line>> = None;
        for event in history(&requests) {
            order.apply(event.clone());
            match event {
                OrderEvent::Submitted { lines, .. } => frozen = Some(lines),
                // Then the author changes them, or the supplier, who says so.
                OrderEvent::Withdrawn { .. }
                | OrderEvent::Returned { .. }
                | OrderEvent::LinesCancelled { .. }
                | OrderEvent::Amended { .. } => frozen = None,
                _ => {}
            }
            if let Some(frozen) = &frozen {
                prop_assert_eq!(order.lines(), &frozen[..]);
            }
        }
    }

    #[test]
    fn no_more_is_shipped_and_called_off_than_was_ordered(requests in requests()) {
        let mut order = Order::default();
        let mut shipped: BTreeMap<ProductId, Decimal> = BTreeMap::new();
        for event in history(&requests) {
            order.apply(event.clone());
            if let OrderEvent::PartiallyShipped { lines, .. } | OrderEvent::Shipped { lines, .. } = event {
                for line in lines {
                    *shipped.entry(line.product).or_default() += line.quantity.number();
                }
            }
            for (product, shipped) in &shipped {
                let progress = order.progress_of(order.line(*product).unwrap());
                prop_assert_eq!(*shipped, progress.shipped);
                prop_assert!(progress.shipped + progress.cancelled <= progress.ordered);
                prop_assert!(progress.delivered <= progress.shipped);
            }
            if order.status() == Some(OrderStatus::Shipped) {
                prop_assert_eq!(order.remaining(), []);
                prop_assert_eq!(order.cancellation_request(), None);
            }
        }
    }

    #[test]
    fn the_totals_are_the_sum_of_the_lines(requests in requests()) {
        let mut order = Order::default();
        for event in history(&requests) {
            order.apply(event);
            let sum: Decimal = order.lines().iter().map(|line| line.amounts.gross).sum();
            let by_rate: Decimal = order.totals().unwrap().by_rate.iter().map(|share| share.sum.gross).sum();
            prop_assert_eq!(order.totals().unwrap().sum.gross, sum);
            prop_assert_eq!(by_rate, sum);
        }
    }

    #[test]
    fn any_prefix_of_a_history_replays_to_the_same_order(requests in requests(), cut in any::<prop::sample::Index>()) {
        let events = history(&requests);
        let stored: Vec<OrderEvent> = through_json(&events);
        prop_assert_eq!(&stored, &events);
        let (before, after) = events.split_at(cut.index(events.len()));
        let halfway = fold(Order::default(), before);
        prop_assert_eq!(&fold(Order::default(), &stored[..before.len()]), &halfway);
        let snapshot = through_json(&halfway);
        prop_assert_eq!(&snapshot, &halfway);
        prop_assert_eq!(fold(snapshot, after), fold(Order::default(), &events));
    }
}

#[test]
fn random_requests_get_as_far_as_closed_orders() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut furthest = std::collections::BTreeSet::new();
    for _ in 0..2_000 {
        let requests = requests().new_tree(&mut runner).unwrap().current();
        furthest.insert(fold(Order::default(), &history(&requests)).status());
    }
    assert!(furthest.contains(&Some(OrderStatus::Shipped)), "{furthest:?}");
    assert!(furthest.contains(&Some(OrderStatus::Closed)), "{furthest:?}");
}

//! What became of orders after the acceptance, as buyers and the supplier see it.

use domain::ordering::order::difference::LineFate;
use domain::ordering::order::{CancellationOutcome, PaymentStatus};
use domain::organizations::MemberRole;
use projections::PageRequest;
use projections::ordering::{
    OrderFilter, OrderSorting, order_amendments, order_cancellations, order_card, order_shipments, orders,
};

use super::database::Database;
use super::story::{BUYER, COLLEAGUE, PURCHASER, order, product, quantity, shipment, text, three_orders};

async fn projected() -> Database {
    let database = Database::new().await;
    database.project(&three_orders().events, 6).await;
    for person in [PURCHASER, COLLEAGUE] {
        database.grant(person, &BUYER.to_string(), &[MemberRole::Purchaser.into()]).await;
    }
    database
}

#[tokio::test]
async fn a_shipment_shows_what_left_how_it_travels_and_when_it_arrived() {
    let database = projected().await;
    let mut read = database.member(PURCHASER, BUYER).await;
    let shipments = order_shipments(&mut read, &[order(1)]).await.unwrap();
    let [row] = &shipments[&order(1)][..] else { panic!("{shipments:?}") };
    assert_eq!((row.id, &row.lines), (shipment(1), &vec![quantity(1, "2")]));
    assert_eq!(row.carriage.carrier.as_deref(), Some("Почта"));
    assert!(row.delivered_at.is_some_and(|arrived| arrived > row.shipped_at));
}

#[tokio::test]
async fn a_wish_to_cancel_shows_its_answer() {
    let database = projected().await;
    let mut read = database.member(PURCHASER, BUYER).await;
    let wishes = order_cancellations(&mut read, &[order(1)]).await.unwrap();
    let [wish] = &wishes[&order(1)][..] else { panic!("{wishes:?}") };
    assert_eq!(wish.outcome, Some(CancellationOutcome::Declined));
    assert_eq!((wish.reason, wish.answer), (text(3).id, Some(text(4).id)));
    assert!(wish.answered_at.is_some_and(|answered| answered > wish.asked_at));
}

#[tokio::test]
async fn an_amendment_shows_the_difference_and_a_cancelled_line_costs_nothing() {
    let database = projected().await;
    let mut read = database.member(PURCHASER, BUYER).await;
    let amendments = order_amendments(&mut read, &[order(1)]).await.unwrap();
    let [amendment] = &amendments[&order(1)][..] else { panic!("{amendments:?}") };
    let fates: Vec<_> =
        amendment.difference.lines.iter().map(|line| (line.goods.product, line.fate())).collect();
    assert_eq!(fates, [(product(2), LineFate::Added)]);
    let card = order_card(&mut read, order(1)).await.unwrap().unwrap();
    let added = card.lines.iter().find(|row| row.line.goods.product == product(2)).unwrap();
    assert!(added.progress().wanted().is_zero() && added.line.amounts.gross.is_zero());
}

#[tokio::test]
async fn a_colleague_who_sees_own_orders_only_sees_nothing_of_it() {
    let database = projected().await;
    let mut read = database.member(COLLEAGUE, BUYER).await;
    assert!(order_shipments(&mut read, &[order(1)]).await.unwrap().is_empty());
    assert!(order_cancellations(&mut read, &[order(1)]).await.unwrap().is_empty());
    assert!(order_amendments(&mut read, &[order(1)]).await.unwrap().is_empty());
}

#[tokio::test]
async fn orders_are_found_by_how_far_they_are_paid_and_by_open_wishes() {
    let database = projected().await;
    let mut read = database.member(PURCHASER, BUYER).await;
    let page = PageRequest { first: 10, after: None, before: None, from_end: false };
    let paid = |status| OrderFilter { payments: vec![status], ..OrderFilter::default() };
    for (filter, expected) in [
        (paid(PaymentStatus::PartiallyPaid), vec![order(1)]),
        (paid(PaymentStatus::Paid), vec![]),
        (OrderFilter { cancellation_asked: Some(true), ..OrderFilter::default() }, vec![]),
        (
            OrderFilter {
                cancellation_asked: Some(false),
                payments: vec![PaymentStatus::PartiallyPaid],
                ..OrderFilter::default()
            },
            vec![order(1)],
        ),
    ] {
        let found = orders(&mut read, &filter, OrderSorting::default(), &page).await.unwrap();
        assert_eq!(found.rows.iter().map(|row| row.id).collect::<Vec<_>>(), expected, "{filter:?}");
    }
}

//! However the journal is cut into pages, the rows are the same, and those of a rebuild too.

use domain::ordering::OrderStatus;
use domain::ordering::order::Hold;
use domain::organizations::MemberRole;
use projections::ordering::{order_card, order_states};
use projections::{ProjectionError, projector, registry};
use rust_decimal::Decimal;

use super::database::Database;
use super::story::{BUYER, PURCHASER, SUPPORT, order, roles, text, three_orders};
use super::told::told_orders;

#[tokio::test]
async fn a_page_folds_to_the_same_rows_as_its_events_one_by_one() {
    let story = told_orders();
    let (whole, single, odd) = tokio::join!(Database::new(), Database::new(), Database::new());
    whole.project(&story.events, 1_000).await;
    single.project(&story.events, 1).await;
    odd.project(&story.events, 7).await;
    let rows = whole.rows().await;
    assert!(rows.iter().all(|(_, rows)| !rows.is_empty()), "every table has rows: {rows:?}");
    assert_eq!(single.rows().await, rows);
    assert_eq!(odd.rows().await, rows);
}

#[tokio::test]
async fn a_rebuild_gives_the_same_rows() {
    let story = three_orders();
    let database = Database::new().await;
    database.project(&story.events, 5).await;
    let before = database.rows().await;
    for projection in registry::all() {
        let mut transaction = database.writer.begin().await.unwrap();
        projector::clear(&mut transaction, projection.as_ref()).await.unwrap();
        projector::project(&mut transaction, projection.as_ref(), &story.events).await.unwrap();
        transaction.commit().await.unwrap();
    }
    assert_eq!(database.rows().await, before);
}

#[tokio::test]
async fn an_event_of_an_order_that_was_never_drafted_is_refused() {
    let story = three_orders();
    let database = Database::new().await;
    let orphan =
        story.events.iter().find(|event| event.aggregate_type == "order" && event.sequence == 5).unwrap();
    for projection in
        registry::all().iter().filter(|one| ["order_list", "order_states"].contains(&one.name()))
    {
        let mut transaction = database.writer.begin().await.unwrap();
        let page = std::slice::from_ref(orphan);
        let refused = projector::project(&mut transaction, projection.as_ref(), page).await;
        assert!(matches!(refused, Err(ProjectionError::Impossible(_))), "{refused:?}");
    }
}

#[tokio::test]
async fn an_order_card_shows_what_the_order_itself_would() {
    use cqrs_es::Aggregate;
    use domain::journal::Fact;
    use domain::ordering::Order;

    let story = three_orders();
    let database = Database::new().await;
    database.project(&story.events, 10).await;
    for (person, organization, role) in roles() {
        database.grant(person, &organization, &[role]).await;
    }
    for number in 1..=3 {
        let id = order(number);
        let mut replayed = Order::default();
        for event in story.events.iter().filter(|event| event.aggregate_id == id.to_string()) {
            let Ok(Fact::Order(event)) = event.fact.clone() else { panic!("an event of an order") };
            replayed.apply(event);
        }
        let card = order_card(&mut database.staff(SUPPORT).await, id).await.unwrap().unwrap();
        assert_eq!(Some(card.head.status), replayed.status());
        assert_eq!(&card.head.holds, replayed.holds());
        assert_eq!(card.head.number.as_ref(), replayed.number());
        assert_eq!(card.head.round, replayed.round());
        assert_eq!(card.head.revision, replayed.revision());
        assert_eq!(card.head.case, replayed.case());
        assert_eq!(Some(card.head.amounts), replayed.totals().map(|totals| totals.sum));
        assert_eq!(Some(card.by_rate()), replayed.totals().map(|totals| totals.by_rate.clone()));
        assert_eq!(card.head.payment, replayed.payment_status());
        assert_eq!(card.head.expected_on, replayed.expected_on());
        assert_eq!(card.head.cancellation_asked, replayed.cancellation_request().is_some());
        assert_eq!(card.head.steps(), replayed.steps());
        assert_eq!(card.head.line_count as usize, replayed.lines().len());
        let lines: Vec<_> = card.lines.iter().map(|row| row.line.clone()).collect();
        assert_eq!(lines, replayed.lines());
        for row in &card.lines {
            let shipped = replayed.shipped(row.line.goods.product).map_or(Decimal::ZERO, Into::into);
            assert_eq!(row.shipped, shipped);
            assert_eq!(row.progress(), replayed.progress_of(&row.line));
        }
    }
}

#[tokio::test]
async fn the_history_of_states_says_when_by_whom_and_why() {
    let story = three_orders();
    let database = Database::new().await;
    database.project(&story.events, 4).await;
    database.grant(PURCHASER, &BUYER.to_string(), &[MemberRole::Purchaser.into()]).await;
    let mut read = database.member(PURCHASER, BUYER).await;
    let all = order_states(&mut read, &[order(1), order(2), order(3)]).await.unwrap();
    let states = &all[&order(2)];
    let steps: Vec<_> = states.iter().map(|row| (row.event.as_str(), row.status, row.round)).collect();
    assert_eq!(
        steps,
        [
            ("Drafted", OrderStatus::Draft, 0),
            ("Submitted", OrderStatus::PendingApproval, 1),
            ("Returned", OrderStatus::Returned, 1),
            ("Submitted", OrderStatus::PendingApproval, 2),
        ]
    );
    assert_eq!(states[2].comment, Some(text(2).id));
    let held = &all[&order(3)];
    assert_eq!(held[2].hold, Some(Hold::Credit));
    assert_eq!(held[2].status, OrderStatus::PendingApproval, "a hold leaves the status as it is");
    let shipped = &all[&order(1)];
    assert_eq!(shipped[3].code.as_deref(), Some("ORDER_ON_HOLD"));
    assert_eq!(shipped.last().unwrap().status, OrderStatus::Closed);
}

//! What happens by itself happens once, and leaves a trace when it cannot.

use commands::Commands;
use commands::ordering::{CancelOrder, HoldOrder, ReleaseOrder};
use commands::processes::{self, reaction::Outcome};
use domain::journal::{Fact, Recorded};
use domain::ordering::order::Hold;
use domain::ordering::{OrderEvent, OrderStatus};
use domain::vocabulary::OrderId;

use crate::shop::Shop;

async fn react(node: &Commands, event: &Recorded) -> Outcome {
    let reactions = processes::all();
    let confirm = reactions.iter().find(|reaction| reaction.name() == "confirm_approved_order");
    confirm.expect("the reaction").react(event, node).await.expect("no failure")
}

async fn last(shop: &Shop, is_it: fn(&OrderEvent) -> bool) -> Recorded {
    let of_order = |event: &Recorded| matches!(&event.fact, Fact::Order(fact) if is_it(fact));
    shop.history().await.into_iter().rfind(of_order).expect("the event")
}

async fn approval(shop: &Shop) -> Recorded {
    last(shop, |event| matches!(event, OrderEvent::Approved { .. })).await
}

async fn outcomes(shop: &Shop) -> Vec<(String, Option<String>)> {
    sqlx::query_as("SELECT outcome, code FROM journal.outcomes ORDER BY recorded_at")
        .fetch_all(&shop.database.pool)
        .await
        .expect("outcomes")
}

async fn cancel(shop: &Shop, order: OrderId) {
    let who = shop.member(shop.purchaser).await;
    let cancel = CancelOrder { order, reason: "Передумали".to_owned() };
    shop.ask(&who, &cancel).await.expect("cancelled");
}

#[tokio::test]
async fn an_approved_order_is_confirmed_and_the_outcome_is_recorded_with_it() {
    let shop = Shop::open().await;
    let order = shop.approved().await;
    let approved = approval(&shop).await;
    assert_eq!(react(&shop.node, &approved).await, Outcome::Done);
    assert_eq!(shop.status(order).await, OrderStatus::Confirmed);
    assert_eq!(outcomes(&shop).await, [("done".to_owned(), None)]);
    let confirmed = last(&shop, |event| matches!(event, OrderEvent::Confirmed { .. })).await;
    assert_eq!(confirmed.causation_id, Some(approved.event_id));
    assert_eq!(confirmed.correlation_id, approved.correlation_id);
    assert_eq!(confirmed.actor.to_string(), "process:confirm_approved_order");
}

#[tokio::test]
async fn the_same_event_twice_has_one_effect() {
    let shop = Shop::open().await;
    let order = shop.approved().await;
    let approved = approval(&shop).await;
    react(&shop.node, &approved).await;
    let length = shop.order(order).await.sequence;
    assert_eq!(react(&shop.node, &approved).await, Outcome::DoneBefore);
    assert_eq!(shop.order(order).await.sequence, length);
    assert_eq!(outcomes(&shop).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_nodes_that_react_at_once_have_one_effect() {
    for _ in 0..5 {
        let shop = Shop::open().await;
        let order = shop.approved().await;
        let approved = approval(&shop).await;
        let length = shop.order(order).await.sequence;
        let other = shop.another_node();
        let ended = tokio::join!(react(&shop.node, &approved), react(&other, &approved));
        let expected = [(Outcome::Done, Outcome::DoneBefore), (Outcome::DoneBefore, Outcome::Done)];
        assert!(expected.contains(&ended), "{ended:?}");
        assert_eq!(shop.order(order).await.sequence, length + 1);
        assert_eq!(outcomes(&shop).await.len(), 1);
    }
}

#[tokio::test]
async fn a_held_order_is_refused_in_the_journal_and_confirmed_when_the_hold_is_released() {
    let shop = Shop::open().await;
    let manager = shop.manager().await;
    let order = shop.approved().await;
    let hold = Hold::Credit;
    shop.ask(&manager, &HoldOrder { order, hold }).await.expect("held");
    let approved = approval(&shop).await;
    assert_eq!(react(&shop.node, &approved).await, Outcome::Refused("ORDER_ON_HOLD".to_owned()));
    assert_eq!(shop.order(order).await.confirmation_refused(), Some("ORDER_ON_HOLD"));
    assert_eq!(react(&shop.node, &approved).await, Outcome::DoneBefore);

    shop.ask(&manager, &ReleaseOrder { order, hold }).await.expect("released");
    assert_eq!(react(&shop.node, &approved).await, Outcome::DoneBefore, "an old event confirms nothing");
    assert_eq!(shop.status(order).await, OrderStatus::Approved);
    let released = last(&shop, |event| matches!(event, OrderEvent::HoldReleased { .. })).await;
    assert_eq!(react(&shop.node, &released).await, Outcome::Done);
    assert_eq!(shop.status(order).await, OrderStatus::Confirmed);
    let recorded = [("refused", Some("ORDER_ON_HOLD")), ("done", None)];
    assert_eq!(
        outcomes(&shop).await,
        recorded.map(|(outcome, code)| (outcome.to_owned(), code.map(str::to_owned)))
    );
}

#[tokio::test]
async fn of_two_holds_the_last_one_released_lets_the_order_through() {
    let shop = Shop::open().await;
    let manager = shop.manager().await;
    let order = shop.approved().await;
    for hold in [Hold::Credit, Hold::RefusedByErp] {
        shop.ask(&manager, &HoldOrder { order, hold }).await.expect("held");
    }
    assert!(matches!(react(&shop.node, &approval(&shop).await).await, Outcome::Refused(_)));
    shop.ask(&manager, &ReleaseOrder { order, hold: Hold::Credit }).await.expect("released");
    let released = last(&shop, |event| matches!(event, OrderEvent::HoldReleased { .. })).await;
    assert!(matches!(react(&shop.node, &released).await, Outcome::Refused(_)));
    shop.ask(&manager, &ReleaseOrder { order, hold: Hold::RefusedByErp }).await.expect("released");
    let released = last(&shop, |event| matches!(event, OrderEvent::HoldReleased { .. })).await;
    assert_eq!(react(&shop.node, &released).await, Outcome::Done);
    assert_eq!(shop.status(order).await, OrderStatus::Confirmed);
}

#[tokio::test]
async fn an_order_that_was_cancelled_meanwhile_needs_nothing() {
    let shop = Shop::open().await;
    let order = shop.approved().await;
    let approved = approval(&shop).await;
    cancel(&shop, order).await;
    assert_eq!(react(&shop.node, &approved).await, Outcome::Done);
    assert_eq!(shop.status(order).await, OrderStatus::Cancelled);
    assert_eq!(outcomes(&shop).await, [("already_so".to_owned(), None)]);
}

#[tokio::test]
async fn a_hold_released_before_the_approval_confirms_nothing() {
    let shop = Shop::open().await;
    let manager = shop.manager().await;
    let order = shop.submitted().await;
    let hold = Hold::Credit;
    shop.ask(&manager, &HoldOrder { order, hold }).await.expect("held");
    shop.ask(&manager, &ReleaseOrder { order, hold }).await.expect("released");
    let released = last(&shop, |event| matches!(event, OrderEvent::HoldReleased { .. })).await;
    assert_eq!(react(&shop.node, &released).await, Outcome::Done);
    assert_eq!(shop.status(order).await, OrderStatus::PendingApproval);
}

#[tokio::test]
async fn events_that_are_not_its_business_leave_no_trace() {
    let shop = Shop::open().await;
    shop.submitted().await;
    for event in shop.history().await {
        assert_eq!(react(&shop.node, &event).await, Outcome::Unconcerned);
    }
    assert_eq!(outcomes(&shop).await, []);
}

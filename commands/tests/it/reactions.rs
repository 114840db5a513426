//! What happens by itself happens once, and leaves a trace when it cannot.

use commands::Commands;
use commands::ordering::{CancelOrder, HoldOrder, ReleaseOrder};
use commands::organizations::{BlockOrganization, UnblockOrganization};
use commands::processes::{self, reaction::Outcome};
use domain::journal::{Fact, Recorded};
use domain::ordering::order::Hold;
use domain::ordering::{OrderEvent, OrderStatus};
use domain::organizations::{BlockReason, OrganizationEvent};
use domain::vocabulary::OrderId;

use crate::shop::Shop;

async fn react(node: &Commands, event: &Recorded) -> Outcome {
    react_by("confirm_approved_order", node, event).await
}

async fn react_by(name: &str, node: &Commands, event: &Recorded) -> Outcome {
    let reactions = processes::all();
    let reaction = reactions.iter().find(|reaction| reaction.name() == name);
    reaction.expect("the reaction").react(event, node).await.expect("no failure")
}

async fn unblocked(shop: &Shop) -> Recorded {
    let is_it =
        |event: &Recorded| matches!(event.fact, Ok(Fact::Organization(OrganizationEvent::Unblocked {})));
    shop.history().await.into_iter().rfind(is_it).expect("the event")
}

async fn last(shop: &Shop, is_it: fn(&OrderEvent) -> bool) -> Recorded {
    let of_order = |event: &Recorded| matches!(&event.fact, Ok(Fact::Order(fact)) if is_it(fact));
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
    let position = shop.database.number("SELECT position FROM journal.outcomes").await;
    assert_eq!(position, confirmed.position.0);
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
    shop.ask(&manager, &HoldOrder { order, hold, reason: None }).await.expect("held");
    let approved = approval(&shop).await;
    assert_eq!(react(&shop.node, &approved).await, Outcome::Refused("ORDER_ON_HOLD".to_owned()));
    assert_eq!(shop.order(order).await.confirmation_refused(), Some("ORDER_ON_HOLD"));
    assert_eq!(react(&shop.node, &approved).await, Outcome::DoneBefore);

    shop.ask(&manager, &ReleaseOrder { order, hold, note: None }).await.expect("released");
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
        shop.ask(&manager, &HoldOrder { order, hold, reason: None }).await.expect("held");
    }
    assert!(matches!(react(&shop.node, &approval(&shop).await).await, Outcome::Refused(_)));
    shop.ask(&manager, &ReleaseOrder { order, hold: Hold::Credit, note: None }).await.expect("released");
    let released = last(&shop, |event| matches!(event, OrderEvent::HoldReleased { .. })).await;
    assert!(matches!(react(&shop.node, &released).await, Outcome::Refused(_)));
    shop.ask(&manager, &ReleaseOrder { order, hold: Hold::RefusedByErp, note: None })
        .await
        .expect("released");
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
    shop.ask(&manager, &HoldOrder { order, hold, reason: None }).await.expect("held");
    shop.ask(&manager, &ReleaseOrder { order, hold, note: None }).await.expect("released");
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

#[tokio::test]
async fn an_order_of_a_blocked_organization_is_confirmed_only_when_it_is_unblocked() {
    const ON_UNBLOCKED: &str = "confirm_orders_of_unblocked_organization";
    let shop = Shop::open().await;
    let manager = shop.manager().await;
    let (refused, unheard, held) = (shop.approved().await, shop.approved().await, shop.approved().await);
    let approved = last(&shop, |event| matches!(event, OrderEvent::Approved { .. })).await;
    let first = shop.history().await.into_iter().find(|event| {
        event.aggregate_id == refused.to_string()
            && matches!(&event.fact, Ok(Fact::Order(OrderEvent::Approved { .. })))
    });
    let first = first.expect("approved");
    shop.ask(&manager, &HoldOrder { order: held, hold: Hold::Credit, reason: None }).await.expect("held");
    let organization = shop.organization;
    let reason = BlockReason::OverdueDebt;
    shop.ask(&manager, &BlockOrganization { organization, reason }).await.expect("blocked");

    assert_eq!(react(&shop.node, &first).await, Outcome::Refused("ORGANIZATION_BLOCKED".to_owned()));
    assert_eq!(shop.order(refused).await.confirmation_refused(), Some("ORGANIZATION_BLOCKED"));
    assert_eq!(shop.status(refused).await, OrderStatus::Approved);

    shop.ask(&manager, &UnblockOrganization { organization }).await.expect("unblocked");
    let unblocking = unblocked(&shop).await;
    assert_eq!(react_by(ON_UNBLOCKED, &shop.node, &unblocking).await, Outcome::Done);
    assert_eq!(react_by(ON_UNBLOCKED, &shop.node, &unblocking).await, Outcome::DoneBefore);
    assert_eq!(shop.status(refused).await, OrderStatus::Confirmed);
    assert_eq!(shop.status(unheard).await, OrderStatus::Confirmed);
    assert_eq!(shop.status(held).await, OrderStatus::Approved, "its hold still stops it");
    assert!(matches!(react(&shop.node, &approved).await, Outcome::Refused(_)));
}

#[tokio::test]
async fn an_organization_that_is_blocked_again_keeps_its_orders_unconfirmed() {
    let shop = Shop::open().await;
    let manager = shop.manager().await;
    let order = shop.approved().await;
    let organization = shop.organization;
    let block = BlockOrganization { organization, reason: BlockReason::Security };
    shop.ask(&manager, &block).await.expect("blocked");
    shop.ask(&manager, &UnblockOrganization { organization }).await.expect("unblocked");
    let unblocking = unblocked(&shop).await;
    shop.ask(&manager, &block).await.expect("blocked again");
    let ended = react_by("confirm_orders_of_unblocked_organization", &shop.node, &unblocking).await;
    assert_eq!(ended, Outcome::Refused("ORGANIZATION_BLOCKED".to_owned()));
    let order = shop.order(order).await;
    let so = (order.status(), order.confirmation_refused());
    assert_eq!(so, (Some(OrderStatus::Approved), Some("ORGANIZATION_BLOCKED")));
}

//! The starter that completes a cart whose owner never asked for approval.

use serde_json::json;

use super::{approve, happened, refusal, submitted};
use crate::world::{CONTRACT, ORGANIZATION, PRODUCTS, World, id};

const STEPS: [&str; 4] = ["takeOrderIntoProcessing", "shipOrder", "deliverOrder", "closeOrder"];

#[tokio::test]
async fn starter_fault_1_a_cart_whose_owner_never_asked_for_approval_is_not_completed() {
    let world = World::make().await;
    let (purchaser, manager) = (world.as_("purchaser").await, world.as_("manager").await);
    let put = json!({ "productId": id(PRODUCTS[0]), "quantity": "3" });
    let cart = super::ask(&purchaser, "addToCart", "cart { id version }", ORGANIZATION, put).await;
    let take = json!({ "contractId": id(CONTRACT), "cartId": cart["cart"]["id"],
        "cartVersion": cart["cart"]["version"] });
    let begun = super::ask(&purchaser, "draftFromCart", "order { id }", ORGANIZATION, take).await;
    let order = &begun["order"];

    for step in STEPS {
        let refused = world.change(&manager, step, order, json!({})).await;
        assert_ne!(refused["errors"], json!([]), "{step}");
    }
    let approver = world.as_("approver").await;
    let unasked = world.change(&approver, "approveOrder", order, json!({ "revision": "0".repeat(64) })).await;
    assert_ne!(unasked["errors"], json!([]), "nobody approves what was not asked");
    assert_eq!(world.order(&purchaser, order).await["status"], "DRAFT");
    assert_eq!(happened(&world, "Confirmed").await, 0);

    let sent = world.done(&purchaser, "submitOrder", order, json!({})).await;
    assert_eq!(sent["status"], "PENDING_APPROVAL", "asking is not theirs to leave out");
}

#[tokio::test]
async fn starter_fault_1_a_rejected_order_is_not_completed_either() {
    let world = World::make().await;
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);
    let manager = world.as_("manager").await;
    let order = submitted(&world, &purchaser, 1).await;
    let no = json!({ "revision": order["revision"], "comment": "Нет." });
    world.done(&approver, "rejectOrder", &order, no).await;
    for step in STEPS {
        assert_eq!(refusal(&world.change(&manager, step, &order, json!({})).await), "ORDER_STEP_NOT_ALLOWED");
    }
    assert_eq!(refusal(&approve(&world, &approver, &order).await), "CASE_CLOSED");
    assert_eq!(world.order(&purchaser, &order).await["status"], "REJECTED");
    assert_eq!(happened(&world, "Confirmed").await, 0);
}

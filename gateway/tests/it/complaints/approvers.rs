//! Complaints 6, 7 and 8: what approvers may change, see and are told.

use serde_json::{Value, json};

use super::{approval, approve, ask, me, refusal, submitted};
use crate::server::Browser;
use crate::world::{ORGANIZATION, PRODUCTS, World, id};

#[tokio::test]
async fn complaint_06_an_approver_takes_something_off_an_order_and_never_adds_to_it() {
    let world = World::make().await;
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);
    let order = submitted(&world, &purchaser, 3).await;
    let cut = |quantity: Value| {
        json!({ "revision": order["revision"],
            "lineCuts": [{ "productId": id(PRODUCTS[0]), "quantity": quantity }] })
    };
    let more = world.change(&approver, "approveOrder", &order, cut(json!("4"))).await;
    assert_eq!(refusal(&more), "ORDER_CUT_NOT_SMALLER");
    let nothing = world.change(&approver, "approveOrder", &order, cut(Value::Null)).await;
    assert_eq!(refusal(&nothing), "ORDER_NOTHING_LEFT");

    world.done(&approver, "approveOrder", &order, cut(json!("2"))).await;
    let less = world.until(&purchaser, &order, |order| order["status"] == "CONFIRMED").await;
    assert_eq!(less["total"]["gross"]["amount"], "240.00");
    assert_ne!(less["revision"], order["revision"], "what was approved is what is left");
    let decision = &approval(&purchaser, &order).await["stages"][0]["decisions"][0];
    assert_eq!(decision["cuts"], json!([{ "quantity": "2" }]), "and it is kept who took what");
}

async fn nodes(browser: &Browser, of: &Value, approval: &Value) -> Value {
    let query = "query($order: ID!, $approval: ID!) { order: node(id: $order) { id }
        approval: node(id: $approval) { id } }";
    browser.data(query, json!({ "order": of["id"], "approval": approval["id"] })).await
}

#[tokio::test]
async fn complaint_07_an_approval_is_seen_by_exactly_those_who_see_its_order() {
    let world = World::make().await;
    let purchaser = world.as_("purchaser").await;
    let order = submitted(&world, &purchaser, 1).await;
    let case = approval(&purchaser, &order).await;
    for name in ["purchaser", "administrator", "approver", "accountant", "observer"] {
        let seen = nodes(&world.as_(name).await, &order, &case).await;
        assert_eq!(
            seen,
            json!({ "order": { "id": order["id"] }, "approval": { "id": case["id"] } }),
            "{name}"
        );
    }
    for name in ["colleague", "stranger"] {
        let seen = nodes(&world.as_(name).await, &order, &case).await;
        assert_eq!(seen, json!({ "order": null, "approval": null }), "{name}");
    }
    let inbox = "query($id: ID!) { organization(id: $id) { approvals { inbox(first: 5) { totalCount
        nodes { order { id } } } } } }";
    for (name, many) in [("approver", 1), ("administrator", 1), ("colleague", 0), ("accountant", 0)] {
        let seen = world.as_(name).await.data(inbox, json!({ "id": id(ORGANIZATION) })).await;
        let inbox = &seen["organization"]["approvals"]["inbox"];
        assert_eq!(inbox["totalCount"], many, "{name}");
        for node in inbox["nodes"].as_array().unwrap() {
            assert_eq!(node["order"]["id"], order["id"], "whoever has to decide sees the order");
        }
    }
}

/// Waits until somebody is told something about an order.
async fn until_told(browser: &Browser, kind: &str, order: &Value) {
    let query = "{ viewer { notifications(first: 20) { nodes { kind orderId } } } }";
    let waiting = async {
        loop {
            let told = browser.data(query, json!({})).await;
            let wanted = json!({ "kind": kind, "orderId": order["id"] });
            if told["viewer"]["notifications"]["nodes"].as_array().unwrap().contains(&wanted) {
                return;
            }
        }
    };
    let patience = std::time::Duration::from_secs(20);
    tokio::time::timeout(patience, waiting).await.expect("somebody is told");
}

#[tokio::test]
async fn complaint_08_the_approver_is_told_and_no_dummy_approver_has_to_be_made_up() {
    let world = World::make().await;
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);
    let administrator = world.as_("administrator").await;
    let order = submitted(&world, &purchaser, 1).await;
    until_told(&approver, "APPROVAL_ASKED", &order).await;
    approve(&world, &approver, &order).await;
    until_told(&purchaser, "APPROVAL_GRANTED", &order).await;

    let nobody = json!({ "personId": me(&approver).await });
    let removed = ask(&administrator, "removeMember", "", ORGANIZATION, nobody).await;
    assert_eq!(removed["errors"], json!([]));
    let order = submitted(&world, &purchaser, 1).await;
    assert_eq!(order["status"], "PENDING_APPROVAL", "without any approver it is not stuck");
    until_told(&administrator, "APPROVAL_ASKED", &order).await;
    assert_eq!(approve(&world, &administrator, &order).await["errors"], json!([]));
}

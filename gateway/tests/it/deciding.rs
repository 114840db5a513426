//! Deciding over HTTP: with cuts, and after an order came back.

use serde_json::{Value, json};

use crate::server::Browser;
use crate::world::{ORGANIZATION, PRODUCTS, World, id};

const APPROVAL: &str = "query($organization: ID!, $order: ID!) { organization(id: $organization) {
    order(id: $order) { approval {
        stages { decisions { cuts { productId quantity } } }
        difference { lines { kind before { quantity } after { quantity } } } } } } }";

async fn approval(browser: &Browser, order: &Value) -> Value {
    let variables = json!({ "organization": id(ORGANIZATION), "order": order["id"] });
    browser.data(APPROVAL, variables).await["organization"]["order"].clone()
}

async fn submitted(world: &World, purchaser: &Browser, bolts: u32) -> Value {
    let order = world.draft(purchaser, bolts).await;
    world.done(purchaser, "submitOrder", &order, json!({})).await
}

#[tokio::test]
async fn a_smaller_quantity_is_approved_and_the_decision_says_so() {
    let world = World::make().await;
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);
    let order = submitted(&world, &purchaser, 5).await;
    let cut = json!({ "revision": order["revision"],
                      "lineCuts": [{ "productId": id(PRODUCTS[0]), "quantity": "2" }] });
    let order = world.done(&approver, "approveOrder", &order, cut).await;
    assert_eq!(order["lines"][0]["quantity"], "2");
    let decision = approval(&purchaser, &order).await["approval"]["stages"][0]["decisions"][0].clone();
    assert_eq!(decision["cuts"], json!([{ "productId": id(PRODUCTS[0]), "quantity": "2" }]));
}

#[tokio::test]
async fn the_difference_to_the_round_before_is_shown() {
    let world = World::make().await;
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);
    let order = submitted(&world, &purchaser, 5).await;
    assert_eq!(approval(&approver, &order).await["approval"]["difference"], Value::Null);
    let back = json!({ "revision": order["revision"], "comment": "Много.",
                       "lineComments": [{ "productId": id(PRODUCTS[0]), "comment": "Хватит трёх." }] });
    let order = world.done(&approver, "returnOrder", &order, back).await;
    let less = json!({ "changes": [{ "setQuantity": { "productId": id(PRODUCTS[0]), "quantity": "3" } }] });
    let order = world.done(&purchaser, "editOrderLines", &order, less).await;
    let order = world.done(&purchaser, "submitOrder", &order, json!({})).await;
    let difference = approval(&approver, &order).await["approval"]["difference"].clone();
    assert_eq!(difference["lines"][0]["kind"], "CHANGED");
    assert_eq!(difference["lines"][0]["before"]["quantity"], "5");
    assert_eq!(difference["lines"][0]["after"]["quantity"], "3");
}

//! A returned order that comes again: what counts of before, and what the approver is shown.

use serde_json::{Value, json};

use super::{any_of, approval, demand, in_force, me, submitted};
use crate::server::Browser;
use crate::world::{PRODUCTS, World, id};

/// First an approver, then an administrator.
async fn with_two_stages(world: &World) {
    let stages = json!([any_of("APPROVER"), any_of("ADMINISTRATOR")]);
    in_force(world, json!([demand("Двое", stages, json!([]))])).await;
}

/// The approver agreed, the administrator returned it, and it comes again with so many bolts.
async fn reworked(world: &World, purchaser: &Browser, bolts: &str) -> Value {
    let order = submitted(world, purchaser, 3).await;
    let revision = json!({ "revision": order["revision"] });
    world.done(&world.as_("approver").await, "approveOrder", &order, revision).await;
    let remark = json!([{ "productId": id(PRODUCTS[0]), "comment": "Пересчитайте." }]);
    let back = json!({ "revision": order["revision"], "comment": "Не столько.", "lineComments": remark });
    world.done(&world.as_("administrator").await, "returnOrder", &order, back).await;
    let line = json!({ "productId": id(PRODUCTS[0]), "quantity": bolts });
    world.done(purchaser, "editOrderLines", &order, json!({ "changes": [{ "setQuantity": line }] })).await;
    world.done(purchaser, "submitOrder", &order, json!({})).await
}

const COURSE: &str = "currentStage round stages { complete carried { by { id } } }
    difference { lines { before { quantity } after { quantity } } totalAfter { amount } }";

#[tokio::test]
async fn less_of_the_same_keeps_the_approvals_it_had_and_shows_the_difference() {
    let world = World::make().await;
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);
    with_two_stages(&world).await;
    let order = reworked(&world, &purchaser, "2").await;
    let case = approval(&purchaser, &order, COURSE).await;
    assert_eq!((&case["round"], &case["currentStage"]), (&json!(2), &json!(2)), "the first stage stands");
    assert_eq!(case["stages"][0]["carried"], json!([{ "by": { "id": me(&approver).await } }]));
    let lines = json!([{ "before": { "quantity": "3" }, "after": { "quantity": "2" } }]);
    assert_eq!(case["difference"]["lines"], lines);
    let revision = json!({ "revision": order["revision"] });
    world.done(&world.as_("administrator").await, "approveOrder", &order, revision).await;
    world.until(&purchaser, &order, |order| order["status"] == "CONFIRMED").await;
}

#[tokio::test]
async fn more_than_was_approved_is_asked_about_from_the_beginning() {
    let world = World::make().await;
    let purchaser = world.as_("purchaser").await;
    with_two_stages(&world).await;
    let order = reworked(&world, &purchaser, "4").await;
    let case = approval(&purchaser, &order, COURSE).await;
    assert_eq!(case["currentStage"], 1);
    assert_eq!(case["stages"][0]["carried"], json!([]));
}

#[tokio::test]
async fn what_one_stage_takes_off_the_next_one_decides_about() {
    let world = World::make().await;
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);
    let administrator = world.as_("administrator").await;
    with_two_stages(&world).await;
    let order = submitted(&world, &purchaser, 3).await;
    let cut = json!({ "revision": order["revision"],
        "lineCuts": [{ "productId": id(PRODUCTS[0]), "quantity": "1" }] });
    let less = world.done(&approver, "approveOrder", &order, cut).await;
    assert_eq!(
        (&less["status"], &less["total"]["gross"]["amount"]),
        (&json!("PENDING_APPROVAL"), &json!("120.00"))
    );
    let old = json!({ "revision": order["revision"] });
    let stale = world.change(&administrator, "approveOrder", &order, old).await;
    assert_eq!(stale["errors"][0]["code"], "STALE_REVISION");
    world.done(&administrator, "approveOrder", &order, json!({ "revision": less["revision"] })).await;
    let confirmed = world.until(&purchaser, &order, |order| order["status"] == "CONFIRMED").await;
    assert_eq!(confirmed["total"]["gross"]["amount"], "120.00");
    assert_eq!(confirmed["revision"], less["revision"], "what is confirmed is what was approved last");
}

#[tokio::test]
async fn an_order_that_was_taken_back_and_comes_again_is_asked_about_anew() {
    let world = World::make().await;
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);
    with_two_stages(&world).await;
    let order = submitted(&world, &purchaser, 3).await;
    world.done(&approver, "approveOrder", &order, json!({ "revision": order["revision"] })).await;
    world.done(&purchaser, "withdrawOrder", &order, json!({})).await;
    let line = json!({ "productId": id(PRODUCTS[0]), "quantity": "9" });
    world.done(&purchaser, "editOrderLines", &order, json!({ "changes": [{ "setQuantity": line }] })).await;
    world.done(&purchaser, "submitOrder", &order, json!({})).await;
    assert_eq!(approval(&purchaser, &order, COURSE).await["currentStage"], 1);
}

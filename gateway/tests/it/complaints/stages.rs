//! Complaint 11: two of three, one after the other, and all levels really checked.

use serde_json::{Value, json};

use super::{approval, approve, ask, demand, in_force, me, refusal, submitted};
use crate::server::Browser;
use crate::world::{ORGANIZATION, World};

/// Two of three heads of departments, and then the director, who is the administrator.
async fn with_heads(world: &World) -> [Browser; 3] {
    let administrator = world.as_("administrator").await;
    let heads = [world.as_("approver").await, world.as_("accountant").await, world.as_("observer").await];
    let mut approvers = Vec::new();
    for head in &heads {
        let roles = json!({ "personId": me(head).await, "roles": ["APPROVER"] });
        let changed = ask(&administrator, "changeMemberRoles", "", ORGANIZATION, roles).await;
        assert_eq!(changed["errors"], json!([]));
        approvers.push(json!({ "memberId": me(head).await }));
    }
    let director = json!({ "mode": "ALL_OF", "approvers": [{ "role": "ADMINISTRATOR" }] });
    let quorum = json!({ "mode": "QUORUM", "quorum": 2, "approvers": approvers });
    in_force(world, json!([demand(json!([quorum, director]), json!([]))])).await;
    heads
}

async fn stage(browser: &Browser, order: &Value) -> (Value, Value) {
    let case = approval(browser, order).await;
    (case["status"].clone(), case["currentStage"].clone())
}

#[tokio::test]
async fn complaint_11_two_of_three_and_then_the_director_all_have_to_agree() {
    let world = World::make().await;
    let (purchaser, director) = (world.as_("purchaser").await, world.as_("administrator").await);
    let [one, two, three] = with_heads(&world).await;
    let order = submitted(&world, &purchaser, 2).await;
    assert_eq!(refusal(&approve(&world, &director, &order).await), "NOT_AN_APPROVER", "not yet");
    approve(&world, &one, &order).await;
    assert_eq!(stage(&purchaser, &order).await, (json!("PENDING"), json!(1)), "one is not two");
    approve(&world, &one, &order).await;
    assert_eq!(stage(&purchaser, &order).await, (json!("PENDING"), json!(1)), "nor is one twice");
    assert_eq!(approve(&world, &two, &order).await["errors"], json!([]));
    assert_eq!(stage(&purchaser, &order).await, (json!("PENDING"), json!(2)));
    assert_eq!(refusal(&approve(&world, &three, &order).await), "NOT_AN_APPROVER", "the third came late");
    assert_eq!(world.order(&purchaser, &order).await["status"], "PENDING_APPROVAL");
    assert_eq!(approve(&world, &director, &order).await["errors"], json!([]));
    world.until(&purchaser, &order, |order| order["status"] == "CONFIRMED").await;
}

#[tokio::test]
async fn complaint_11_an_order_that_any_level_rejects_is_not_shipped() {
    let world = World::make().await;
    let (purchaser, director) = (world.as_("purchaser").await, world.as_("administrator").await);
    let manager = world.as_("manager").await;
    let [one, two, three] = with_heads(&world).await;
    for level in [1, 2] {
        let order = submitted(&world, &purchaser, 1).await;
        let no = json!({ "revision": order["revision"], "comment": "Нет." });
        let rejecting = if level == 1 { &three } else { &director };
        approve(&world, &one, &order).await;
        if level == 2 {
            approve(&world, &two, &order).await;
        }
        world.done(rejecting, "rejectOrder", &order, no).await;
        for late in [&two, &director] {
            assert_eq!(refusal(&approve(&world, late, &order).await), "CASE_CLOSED", "level {level}");
        }
        let taken = world.change(&manager, "takeOrderIntoProcessing", &order, json!({})).await;
        assert_eq!(refusal(&taken), "ORDER_STEP_NOT_ALLOWED");
        let shipped = world.change(&manager, "shipOrder", &order, json!({})).await;
        assert_eq!(refusal(&shipped), "ORDER_STEP_NOT_ALLOWED");
        assert_eq!(world.order(&purchaser, &order).await["status"], "REJECTED");
    }
}

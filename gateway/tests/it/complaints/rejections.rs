//! Complaint 9: a reason that is not asked for, cut off or lost; and the starter in which a
//! rejection overwrites what others decided.

use serde_json::json;

use super::{approval, demand, in_force, me, refusal, submitted};
use crate::world::World;

#[tokio::test]
async fn complaint_09_a_rejection_has_a_reason_that_is_kept_whole_and_shown() {
    let world = World::make().await;
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);
    let order = submitted(&world, &purchaser, 2).await;
    let decision = |comment: &str| json!({ "revision": order["revision"], "comment": comment });
    for mutation in ["rejectOrder", "returnOrder"] {
        let silent = world.change(&approver, mutation, &order, decision(" ")).await;
        assert_eq!(refusal(&silent), "COMMENT_MISSING", "{mutation}");
    }
    let reason = "Дорого, и этого хватает до конца квартала. ".repeat(40).trim_end().to_owned();
    world.done(&approver, "rejectOrder", &order, decision(&reason)).await;

    let seen = world.order(&purchaser, &order).await;
    assert_eq!(seen["status"], "REJECTED");
    let decided = &approval(&purchaser, &order).await["stages"][0]["decisions"][0];
    assert_eq!((&decided["decision"], &decided["comment"]), (&json!("REJECT"), &json!(reason)));
    let refused = world.change(&purchaser, "submitOrder", &order, json!({})).await;
    assert_eq!(refusal(&refused), "ORDER_STEP_NOT_ALLOWED", "no is no");
}

#[tokio::test]
async fn starter_fault_3_a_rejection_leaves_the_record_of_who_approved() {
    let world = World::make().await;
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);
    let administrator = world.as_("administrator").await;
    let both =
        json!([{ "mode": "ALL_OF", "approvers": [{ "role": "APPROVER" }, { "role": "ADMINISTRATOR" }] }]);
    in_force(&world, json!([demand(both, json!([]))])).await;
    let order = submitted(&world, &purchaser, 2).await;
    let decision = |comment: &str| json!({ "revision": order["revision"], "comment": comment });
    world.done(&approver, "approveOrder", &order, decision("Нужно.")).await;
    world.done(&administrator, "rejectOrder", &order, decision("Не сейчас.")).await;

    let case = approval(&purchaser, &order).await;
    assert_eq!(case["status"], "REJECTED");
    let decisions = case["stages"][0]["decisions"].as_array().unwrap();
    let told: Vec<_> =
        decisions.iter().map(|it| (&it["by"]["id"], &it["decision"], &it["comment"])).collect();
    let (one, other) = (json!(me(&approver).await), json!(me(&administrator).await));
    let (yes, no, needed, later) = (json!("APPROVE"), json!("REJECT"), json!("Нужно."), json!("Не сейчас."));
    assert_eq!(told, [(&one, &yes, &needed), (&other, &no, &later)]);
}

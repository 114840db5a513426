//! Complaint 12: a credit check at the wrong moment or on the wrong number. What 1C never told
//! must not pass for an answer.

use serde_json::json;

use super::{approval, demand, in_force, preview};
use crate::credit::on_credit;
use crate::world::World;

#[tokio::test]
async fn complaint_12_a_credit_that_is_not_known_is_asked_about_and_never_silently_fine() {
    let world = World::make().await;
    on_credit(&world, 10_000).await;
    let (purchaser, administrator) = (world.as_("purchaser").await, world.as_("administrator").await);
    let overdue = json!({ "days": 30, "atLeast": { "amount": "100", "currency": "RUB" } });
    let stage = json!([{ "mode": "ANY_OF", "approvers": [{ "role": "ADMINISTRATOR" }] }]);
    let passing =
        json!({ "name": "Без долгов", "effect": "BYPASS", "conditions": [{ "creditOverdue": overdue }] });
    let asking = demand(stage, json!([{ "fact": "CREDIT_WOULD_EXCEED" }, { "creditOverdue": overdue }]));
    in_force(&world, json!([passing, asking])).await;
    let order = world.draft(&purchaser, 2).await;

    let unknown = json!({ "holds": "UNKNOWN", "amount": null });
    // Ten thousand less two bolts: a figure, but nobody knows what is owed besides.
    let left = json!({ "amount": "9760.00" });
    let doubtful = json!({ "holds": "UNKNOWN", "amount": left });
    let said = preview(&purchaser, &order).await;
    assert_eq!(said["outcome"], "APPROVAL_NEEDED");
    assert_eq!(said["findings"][0]["matched"], false, "what is not known lets no order pass");
    assert_eq!(said["findings"][1]["matched"], true, "and holds one up");
    assert_eq!(said["findings"][1]["conditions"], json!([doubtful, unknown]));

    let order = world.done(&purchaser, "submitOrder", &order, json!({})).await;
    assert_eq!(order["status"], "PENDING_APPROVAL");
    let frozen = approval(&administrator, &order).await["reasons"][0]["findings"].clone();
    assert_eq!(frozen, json!([doubtful, unknown]), "the approver reads that nobody knew");
}

//! Complaint 1: the limits of a role are only in the page.

use serde_json::{Value, json};

use super::{approve, ask, begin, happened, refusal, submitted};
use crate::world::{CONTRACT, ORGANIZATION, World};

#[tokio::test]
async fn complaint_01_role_limits_are_not_only_in_the_page_and_nobody_completes_an_order_without_approval() {
    let world = World::make().await;
    let purchaser = world.as_("purchaser").await;
    let order = submitted(&world, &purchaser, 3).await;
    assert_eq!(order["status"], "PENDING_APPROVAL");

    assert_eq!(refusal(&approve(&world, &purchaser, &order).await), "FORBIDDEN");
    let forced = json!({ "revision": order["revision"], "comment": "Очень надо." });
    assert_eq!(refusal(&world.change(&purchaser, "forceApproval", &order, forced).await), "FORBIDDEN");
    for step in ["takeOrderIntoProcessing", "shipOrder", "deliverOrder", "closeOrder"] {
        let refused = world.change(&purchaser, step, &order, json!({})).await;
        assert_eq!((refusal(&refused), &refused["order"]), ("FORBIDDEN", &Value::Null), "{step}");
    }
    let nothing_asked = json!({ "basedOn": 0, "rules": [{ "name": "Всё можно", "effect": "BYPASS" }] });
    let rules = ask(&purchaser, "publishApprovalPolicy", "", ORGANIZATION, nothing_asked).await;
    assert_eq!(refusal(&rules), "FORBIDDEN");

    assert_eq!(world.order(&purchaser, &order).await["status"], "PENDING_APPROVAL");
    assert_eq!(happened(&world, "Confirmed").await, 0);
}

#[tokio::test]
async fn complaint_01_whoever_may_not_order_cannot_by_asking_the_server_directly() {
    let world = World::make().await;
    for name in ["approver", "accountant", "observer"] {
        let begun = begin(&world.as_(name).await, ORGANIZATION, CONTRACT, 1).await;
        assert_eq!((refusal(&begun), &begun["order"]), ("FORBIDDEN", &Value::Null), "{name}");
    }
    assert_eq!(happened(&world, "Drafted").await, 0);
}

//! Complaint 10: nobody can decide for somebody on leave, and nobody is reminded.

use chrono::Duration;
use gateway::workers::deadlines::Deadlines;
use serde_json::{Value, json};
use tokio::sync::watch;

use super::{approval, approve, ask, demand, happened, in_force, me, refusal, submitted};
use crate::world::{ORGANIZATION, World, id};

/// The approver alone decides, for an hour; then administrators may as well.
async fn with_one_hour(world: &World) {
    let approver = me(&world.as_("approver").await).await;
    let stage = json!([{ "mode": "ANY_OF", "approvers": [{ "memberId": approver }], "deadlineHours": 1,
        "onTimeout": "ESCALATE", "escalateTo": [{ "role": "ADMINISTRATOR" }] }]);
    in_force(world, json!([demand(stage, json!([]))])).await;
}

/// What support reads of an order.
async fn timeline(world: &World, order: &Value) -> Vec<Value> {
    let query = "query($organization: ID!, $order: ID!) { staff {
        timeline(organizationId: $organization, orderId: $order, first: 50) { nodes {
            eventType stage comment inPlaceOf { id } people { id } } } } }";
    let variables = json!({ "organization": id(ORGANIZATION), "order": order["id"] });
    let told = world.as_("support").await.data(query, variables).await;
    told["staff"]["timeline"]["nodes"].as_array().unwrap().clone()
}

#[tokio::test]
async fn complaint_10_somebody_on_leave_is_represented_and_every_decision_says_for_whom() {
    let world = World::make().await;
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);
    let deputy = world.as_("administrator").await;
    with_one_hour(&world).await;
    let order = submitted(&world, &purchaser, 2).await;
    assert_eq!(refusal(&approve(&world, &deputy, &order).await), "NOT_AN_APPROVER");

    let leave = json!({ "toId": me(&deputy).await, "until": "2026-03-20T00:00:00Z", "comment": "Отпуск" });
    let granted = ask(&approver, "grantApprovalDelegation", "delegation { id }", ORGANIZATION, leave).await;
    assert_eq!(granted["errors"], json!([]));
    let why = json!({ "revision": order["revision"], "comment": "Как договаривались" });
    world.done(&deputy, "approveOrder", &order, why).await;
    let decision = &approval(&purchaser, &order).await["stages"][0]["decisions"][0];
    assert_eq!(decision["by"]["id"], me(&deputy).await);
    assert_eq!(decision["onBehalfOf"], json!([{ "person": { "id": me(&approver).await } }]));

    let told = timeline(&world, &order).await;
    let decided = told.iter().find(|event| event["eventType"] == "Decided").expect("the decision");
    assert_eq!(decided["inPlaceOf"], json!([{ "id": me(&approver).await }]));
    assert_eq!((&decided["stage"], &decided["comment"]), (&json!(1), &json!("Как договаривались")));
    let started = told.iter().find(|event| event["eventType"] == "StageStarted").expect("the stage");
    assert_eq!(started["people"], json!([{ "id": me(&approver).await }]));

    let end = json!({ "delegationId": granted["delegation"]["id"] });
    assert_eq!(ask(&approver, "revokeApprovalDelegation", "", ORGANIZATION, end).await["errors"], json!([]));
    let order = submitted(&world, &purchaser, 1).await;
    assert_eq!(refusal(&approve(&world, &deputy, &order).await), "NOT_AN_APPROVER", "back from leave");
}

#[tokio::test]
async fn complaint_10_approvers_are_reminded_and_others_come_in_when_the_time_is_over() {
    let world = World::make().await;
    let (purchaser, administrator) = (world.as_("purchaser").await, world.as_("administrator").await);
    with_one_hour(&world).await;
    let order = submitted(&world, &purchaser, 2).await;
    world.done(&purchaser, "remindApprovers", &order, json!({})).await;
    let again = world.change(&purchaser, "remindApprovers", &order, json!({})).await;
    assert_eq!(refusal(&again), "REMINDED_ALREADY", "and not every minute");
    assert_eq!(refusal(&approve(&world, &administrator, &order).await), "NOT_AN_APPROVER");

    world.server.clock.advance(Duration::minutes(61));
    let (_stop, stopping) = watch::channel(false);
    let mut worker = Deadlines::over(world.server.commands.clone());
    worker.pass_all(&stopping).await.unwrap();
    worker.pass_all(&stopping).await.unwrap();
    assert_eq!(happened(&world, "Escalated").await, 1, "once");
    assert_eq!(
        world.order(&purchaser, &order).await["status"],
        "PENDING_APPROVAL",
        "silence approves nothing"
    );
    assert_eq!(approve(&world, &administrator, &order).await["errors"], json!([]));
}

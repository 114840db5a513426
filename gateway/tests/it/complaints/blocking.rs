//! Complaint 2: blocking a company or an employee does not stop them.

use serde_json::json;

use super::{approval, approve, ask, happened, me, refusal, submitted};
use crate::world::{ORGANIZATION, World, id};

async fn until(world: &World, query: &str) {
    while !sqlx::query_scalar::<_, bool>(query).fetch_one(&world.server.database).await.unwrap() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn complaint_02_a_blocked_company_neither_orders_nor_approves_until_it_is_unblocked() {
    let world = World::make().await;
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);
    let manager = world.as_("manager").await;
    let order = submitted(&world, &purchaser, 2).await;
    let draft = world.draft(&purchaser, 1).await;

    let blocked =
        ask(&manager, "blockOrganization", "", ORGANIZATION, json!({ "reason": "OVERDUE_DEBT" })).await;
    assert_eq!(blocked["errors"], json!([]));
    let decision = json!({ "revision": order["revision"] });
    let decided = world.change(&approver, "approveOrder", &order, decision).await;
    assert_eq!(refusal(&decided), "FORBIDDEN");
    let sent = world.change(&purchaser, "submitOrder", &draft, json!({})).await;
    assert_eq!(refusal(&sent), "FORBIDDEN");
    let read = json!({ "query": format!("{{ organization(id: \"{}\") {{ id name }} }}", id(ORGANIZATION)) });
    assert_eq!(approver.send(&read).await.code(), "FORBIDDEN", "and they see nothing any more");
    until(&world, "SELECT bool_and(suspended) FROM approvals.open_cases").await;

    assert_eq!(ask(&manager, "unblockOrganization", "", ORGANIZATION, json!({})).await["errors"], json!([]));
    until(&world, "SELECT NOT bool_or(suspended) FROM approvals.open_cases").await;
    assert_eq!(approve(&world, &approver, &order).await["errors"], json!([]));
    world.until(&purchaser, &order, |order| order["status"] == "CONFIRMED").await;
}

#[tokio::test]
async fn complaint_02_a_blocked_employee_stops_at_once_and_what_waited_for_them_goes_to_others() {
    let world = World::make().await;
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);
    let administrator = world.as_("administrator").await;
    let stage = json!([{ "mode": "ANY_OF", "approvers": [{ "memberId": me(&approver).await }] }]);
    super::in_force(&world, json!([super::demand(stage, json!([]))])).await;
    let order = submitted(&world, &purchaser, 2).await;

    for who in [&approver, &purchaser] {
        let person = json!({ "personId": me(who).await });
        assert_eq!(ask(&administrator, "blockMember", "", ORGANIZATION, person).await["errors"], json!([]));
    }
    let decision = json!({ "revision": order["revision"] });
    let decided = world.change(&approver, "approveOrder", &order, decision).await;
    assert_eq!(refusal(&decided), "FORBIDDEN");
    let withdrawn = world.change(&purchaser, "withdrawOrder", &order, json!({})).await;
    assert_eq!(refusal(&withdrawn), "FORBIDDEN");

    while happened(&world, "Rerouted").await == 0 {
        tokio::task::yield_now().await;
    }
    world.until(&administrator, &order, |order| order["status"] == "PENDING_APPROVAL").await;
    assert_eq!(approve(&world, &administrator, &order).await["errors"], json!([]));
    assert_eq!(approval(&administrator, &order).await["status"], "GRANTED");
}

//! Complaint 4: self-approval must not be possible, and must be for a sole owner.

use serde_json::{Value, json};

use super::{approval, approve, ask, begin, in_force, me, order_in, publish, refusal, submitted};
use crate::world::{ORGANIZATION, STRANGE, STRANGE_CONTRACT, World, id};

#[tokio::test]
async fn complaint_04_nobody_approves_an_own_order() {
    let world = World::make().await;
    let (both, administrator) = (world.as_("purchaser").await, world.as_("administrator").await);
    let person = me(&both).await;
    let roles = json!({ "personId": person, "roles": ["PURCHASER", "APPROVER"] });
    ask(&administrator, "changeMemberRoles", "", ORGANIZATION, roles).await;
    let stage = json!([{ "mode": "ANY_OF", "approvers": [{ "memberId": person }] }]);
    in_force(&world, json!([super::demand(stage, json!([]))])).await;

    let order = submitted(&world, &both, 2).await;
    assert_eq!(order["status"], "PENDING_APPROVAL");
    let seen = approval(&both, &order).await;
    assert_eq!((&seen["canIAct"], &seen["whyNot"]["code"]), (&json!(false), &json!("OWN_ORDER")));
    assert_eq!(refusal(&approve(&world, &both, &order).await), "OWN_ORDER");

    let around = json!({ "toId": person, "until": "2026-03-20T00:00:00Z" });
    let delegated = ask(&administrator, "grantApprovalDelegation", "", ORGANIZATION, around).await;
    assert_eq!(delegated["errors"], json!([]));
    assert_eq!(refusal(&approve(&world, &both, &order).await), "OWN_ORDER", "not for another either");
    assert_eq!(approve(&world, &administrator, &order).await["errors"], json!([]), "they stand in");
}

#[tokio::test]
async fn complaint_04_a_sole_owner_approves_an_own_order_where_the_rule_says_so() {
    let world = World::make().await;
    let owner = world.as_("stranger").await;
    let rule = |own: &str| {
        json!([{ "name": "Всё", "effect": "REQUIRE", "selfApproval": own,
            "stages": [{ "mode": "ANY_OF", "approvers": [{ "role": "ADMINISTRATOR" }] }] }])
    };
    let dead_end = publish(&owner, STRANGE, rule("FORBID")).await;
    assert_eq!(refusal(&dead_end), "POLICY_DEAD_END", "nobody is left to ask");
    assert_eq!(publish(&owner, STRANGE, rule("ALLOW_IF_SOLE")).await["errors"], json!([]));

    let home = json!({ "organizationId": id(STRANGE) });
    let order = begin(&owner, STRANGE, STRANGE_CONTRACT, 2).await["order"].clone();
    let order = world.done(&owner, "submitOrder", &order, home.clone()).await;
    assert_eq!(order["status"], "PENDING_APPROVAL");
    let mut decision = home;
    decision["revision"] = order["revision"].clone();
    world.done(&owner, "approveOrder", &order, decision).await;
    let status = order_in(&owner, STRANGE, &order).await["status"].clone();
    assert!([json!("APPROVED"), json!("CONFIRMED")].contains(&status), "{status}");
    assert_ne!(status, Value::Null);
}

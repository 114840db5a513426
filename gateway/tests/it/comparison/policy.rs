//! A policy: draft, note, versions, comparison, dead end, and the explanation before and after.

use serde_json::{Value, json};

use super::{above, any_of, approval, change_policy, demand, in_force};
use crate::server::Browser;
use crate::world::{ORGANIZATION, World, id};

async fn policy(browser: &Browser, shown: &str) -> Value {
    let query = format!("query($id: ID!) {{ organization(id: $id) {{ approvalPolicy {{ {shown} }} }} }}");
    browser.data(&query, json!({ "id": id(ORGANIZATION) })).await["organization"]["approvalPolicy"].clone()
}

fn director(amount: &str) -> Value {
    json!([demand("Директор", json!([any_of("ADMINISTRATOR")]), json!([above(amount)]))])
}

#[tokio::test]
async fn a_policy_is_a_draft_first_and_every_version_can_be_read_and_compared() {
    let world = World::make().await;
    let administrator = world.as_("administrator").await;
    for (number, amount) in [(1, "500"), (2, "900")] {
        let draft = json!({ "draftVersion": version(&administrator).await, "rules": director(amount) });
        let saved = change_policy(&administrator, "saveApprovalPolicyDraft", draft).await;
        assert_eq!(saved["errors"], json!([]));
        assert_eq!(saved["approvalPolicy"]["inForce"]["number"], number - 1, "a draft binds nobody");
        let seen = saved["approvalPolicy"]["draft"]["version"].clone();
        let publish = json!({ "draftVersion": seen, "note": format!("До {amount}") });
        let published = change_policy(&administrator, "publishApprovalPolicy", publish).await;
        assert_eq!(
            (&published["errors"], &published["approvalPolicy"]["inForce"]["number"]),
            (&json!([]), &json!(number))
        );
    }
    let told =
        policy(&administrator, "versions { number note } compare(from: 1, to: 2) { rule path before after }")
            .await;
    let versions = json!([{ "number": 2, "note": "До 900" }, { "number": 1, "note": "До 500" },
        { "number": 0, "note": null }]);
    assert_eq!(told["versions"], versions);
    let changes = told["compare"].as_array().unwrap();
    assert_eq!(changes.len(), 1, "{changes:?}");
    let change = &changes[0];
    let [before, after] = ["before", "after"].map(|side| change[side].as_str().unwrap());
    assert!(before.contains("500") && after.contains("900"), "{change}");
}

#[tokio::test]
async fn a_draft_that_was_overtaken_is_compared_anew_and_then_published() {
    let world = World::make().await;
    let administrator = world.as_("administrator").await;
    let draft = json!({ "draftVersion": 0, "rules": director("500") });
    change_policy(&administrator, "saveApprovalPolicyDraft", draft).await;
    let other = json!({ "basedOn": 0, "rules": director("700") });
    let published = change_policy(&administrator, "publishApprovalPolicy", other).await;
    assert_eq!(published["errors"], json!([]));
    let draft = || async { version(&administrator).await };
    let overtaken = json!({ "draftVersion": draft().await });
    let refused = change_policy(&administrator, "publishApprovalPolicy", overtaken).await;
    assert_eq!(refused["errors"][0]["code"], "POLICY_OUTDATED");
    let save = |version: Value, based_on| json!({ "draftVersion": version, "basedOn": based_on, "rules": director("900") });
    let stale = change_policy(&administrator, "saveApprovalPolicyDraft", save(draft().await, 0)).await;
    assert_eq!(stale["errors"][0]["code"], "POLICY_OUTDATED");
    let moved = change_policy(&administrator, "saveApprovalPolicyDraft", save(draft().await, 1)).await;
    assert_eq!(moved["errors"], json!([]));
    let now = json!({ "draftVersion": draft().await });
    let published = change_policy(&administrator, "publishApprovalPolicy", now).await;
    assert_eq!(published["approvalPolicy"]["inForce"]["number"], 2);
}

async fn version(administrator: &Browser) -> Value {
    let draft = policy(administrator, "draft { version }").await["draft"]["version"].clone();
    if draft.is_null() { json!(0) } else { draft }
}

#[tokio::test]
async fn a_policy_that_can_end_in_a_dead_end_is_not_published_and_the_case_is_told() {
    let world = World::make().await;
    let administrator = world.as_("administrator").await;
    let mut rule = demand("Тупик", json!([any_of("ADMINISTRATOR")]), json!([above("500")]));
    rule.as_object_mut().unwrap().remove("appliesTo");
    let refused =
        change_policy(&administrator, "publishApprovalPolicy", json!({ "basedOn": 0, "rules": [rule] }))
            .await;
    assert_eq!(refused["errors"][0]["code"], "POLICY_DEAD_END");
    assert!(!refused["errors"][0]["message"].as_str().unwrap().is_empty());
    assert_eq!(policy(&administrator, "inForce { number }").await["inForce"]["number"], 0);
}

#[tokio::test]
async fn the_route_is_told_before_an_order_is_submitted_and_stays_as_it_was_under_a_later_policy() {
    let world = World::make().await;
    let (purchaser, administrator) = (world.as_("purchaser").await, world.as_("administrator").await);
    let rules = json!([
        demand("Директор", json!([any_of("APPROVER"), any_of("ADMINISTRATOR")]), json!([above("300")])),
        demand("Крупный", json!([any_of("ADMINISTRATOR")]), json!([above("5000")]))
    ]);
    in_force(&world, rules).await;
    let order = world.draft(&purchaser, 3).await;

    let query = "query($id: ID!, $order: ID!) { organization(id: $id) { approvalPreview(orderId: $order) {
        outcome policyVersion obstacles { code } stages { number groups { needed rules approvers { id } } }
        findings { rule { name } matched conditions { holds amount { amount } } } } } }";
    let variables = json!({ "id": id(ORGANIZATION), "order": order["id"] });
    let told = purchaser.data(query, variables).await["organization"]["approvalPreview"].clone();
    assert_eq!((&told["outcome"], &told["obstacles"]), (&json!("APPROVAL_NEEDED"), &json!([])));
    assert_eq!(told["stages"].as_array().unwrap().len(), 2);
    let found = |name: &str, matched: bool| {
        let holds = if matched { "HOLDS" } else { "DOES_NOT" };
        json!({ "rule": { "name": name }, "matched": matched,
            "conditions": [{ "holds": holds, "amount": { "amount": "360.00" } }] })
    };
    assert_eq!(told["findings"], json!([found("Директор", true), found("Крупный", false)]));

    let order = world.done(&purchaser, "submitOrder", &order, json!({})).await;
    let shown = "policyVersion reasons { rule name findings { holds amount { amount } } }
        stages { number groups { needed rules approvers { id } } }";
    let before = approval(&purchaser, &order, shown).await;
    assert_eq!(before["stages"], told["stages"], "it comes as it was told");
    let bypass = json!({ "basedOn": 1, "rules": [{ "name": "Всё можно", "effect": "BYPASS" }] });
    let published = change_policy(&administrator, "publishApprovalPolicy", bypass).await;
    assert_eq!(published["errors"], json!([]));
    assert_eq!(
        approval(&purchaser, &order, shown).await,
        before,
        "a case keeps the policy it was opened under"
    );
    assert_eq!(before["policyVersion"], 1);
    assert_eq!(before["reasons"][0]["name"], "Директор");
    assert_eq!(world.order(&purchaser, &order).await["status"], "PENDING_APPROVAL");
}

//! What Kabinet has beside other B2B suites, where no other test shows it yet: the table of
//! `docs/approvals.md` links here.

mod conditions;
mod deciding;
mod policy;
mod rework;
mod selecting;

use serde_json::{Value, json};

use crate::server::Browser;
use crate::world::{ORGANIZATION, World, id};

/// Something of the approval of an order as somebody sees it.
async fn approval(browser: &Browser, order: &Value, shown: &str) -> Value {
    let query = format!(
        "query($organization: ID!, $order: ID!) {{
            organization(id: $organization) {{ order(id: $order) {{ approval {{ {shown} }} }} }} }}"
    );
    let variables = json!({ "organization": id(ORGANIZATION), "order": order["id"] });
    browser.data(&query, variables).await["organization"]["order"]["approval"].clone()
}

/// A submitted order of whoever is signed in.
async fn submitted(world: &World, browser: &Browser, bolts: u32) -> Value {
    let order = world.draft(browser, bolts).await;
    world.done(browser, "submitOrder", &order, json!({})).await
}

/// The id of whoever is signed in.
async fn me(browser: &Browser) -> String {
    browser.data("{ viewer { id } }", json!({})).await["viewer"]["id"].as_str().unwrap().to_owned()
}

/// Asks for something at home that must be done, and gives the payload.
async fn done(browser: &Browser, mutation: &str, shown: &str, more: Value) -> Value {
    let mut input = json!({ "organizationId": id(ORGANIZATION) });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let query =
        format!("mutation($input: {kind}!) {{ {mutation}(input: $input) {{ {shown} errors {{ code }} }} }}");
    let payload = browser.data(&query, json!({ "input": input })).await[mutation].clone();
    assert_eq!(payload["errors"], json!([]), "{mutation}");
    payload
}

/// Changes the policy as an administrator and gives the payload.
async fn change_policy(administrator: &Browser, mutation: &str, more: Value) -> Value {
    let mut input = json!({ "organizationId": id(ORGANIZATION) });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let query = format!(
        "mutation($input: {kind}!) {{ {mutation}(input: $input) {{
            approvalPolicy {{ inForce {{ number }} draft {{ version problem {{ code message }} }} }}
            errors {{ code message }} }} }}"
    );
    administrator.data(&query, json!({ "input": input })).await[mutation].clone()
}

/// Puts the first rules in force.
async fn in_force(world: &World, rules: Value) {
    let administrator = world.as_("administrator").await;
    let publish = json!({ "basedOn": 0, "rules": rules });
    let published = change_policy(&administrator, "publishApprovalPolicy", publish).await;
    assert_eq!(published["errors"], json!([]));
}

/// A rule about the orders of purchasers.
fn demand(name: &str, stages: Value, conditions: Value) -> Value {
    let mut rule = json!({ "name": name, "effect": "REQUIRE", "appliesTo": { "roles": ["PURCHASER"] } });
    rule["stages"] = stages;
    rule["conditions"] = conditions;
    rule
}

/// One of a role decides.
fn any_of(role: &str) -> Value {
    json!({ "mode": "ANY_OF", "approvers": [{ "role": role }] })
}

/// An order dearer than so many rubles.
fn above(rubles: &str) -> Value {
    let amount = json!({ "amount": rubles, "currency": "RUB" });
    json!({ "orderTotal": { "comparison": "ABOVE", "amount": amount } })
}

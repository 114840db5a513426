//! What users of other B2B suites complain about, and what a starter got wrong: each as a test
//! that is named after it. `docs/approvals.md` lists them with where they were raised.

mod absence;
mod approvers;
mod blocking;
mod carts;
mod companies;
mod credit;
mod exchange;
mod own_orders;
mod rejections;
mod roles;
mod spending;
mod stages;
mod table;

use std::collections::BTreeSet;

use commands::organizations::JoinMember;
use commands::{Request, Requester};
use domain::organizations::MemberRole;
use domain::vocabulary::{ContractId, OrganizationId, PersonId};
use gateway::graphql::global_id::GlobalId;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::server::Browser;
use crate::world::{ORDER_FIELDS, ORGANIZATION, PRODUCTS, World, id};

/// What the tests ask about an approval.
const APPROVAL: &str = "approval { id status currentStage suspended canIAct whyNot { code } order { id }
    reasons { name findings { holds amount { amount } } }
    stages { number complete groups { needed agreed escalated approvers { id } }
        decisions { by { id } decision comment onBehalfOf { person { id } } cuts { quantity } } } }";

/// Asks for something in an organization and gives the payload.
async fn ask(
    browser: &Browser,
    mutation: &str,
    shown: &str,
    organization: OrganizationId,
    more: Value,
) -> Value {
    let mut input = json!({ "organizationId": id(organization) });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let query = format!(
        "mutation($input: {kind}!) {{ {mutation}(input: $input) {{ {shown} errors {{ code message }} }} }}"
    );
    browser.data(&query, json!({ "input": input })).await[mutation].clone()
}

/// The code of the first refusal of a payload.
fn refusal(payload: &Value) -> &str {
    payload["errors"][0]["code"].as_str().unwrap_or("nothing refused")
}

/// Puts the first rules of an organization in force and gives the payload.
async fn publish(administrator: &Browser, organization: OrganizationId, rules: Value) -> Value {
    let more = json!({ "basedOn": 0, "rules": rules });
    ask(administrator, "publishApprovalPolicy", "", organization, more).await
}

/// The same at home, where they must be taken.
async fn in_force(world: &World, rules: Value) {
    let published = publish(&world.as_("administrator").await, ORGANIZATION, rules).await;
    assert_eq!(published["errors"], json!([]));
}

/// A rule about the orders of purchasers that demands stages under conditions.
fn demand(stages: Value, conditions: Value) -> Value {
    let mut rule = json!({ "name": "Правило", "effect": "REQUIRE", "appliesTo": { "roles": ["PURCHASER"] } });
    rule["stages"] = stages;
    rule["conditions"] = conditions;
    rule
}

/// The id of whoever is signed in.
async fn me(browser: &Browser) -> String {
    browser.data("{ viewer { id } }", json!({})).await["viewer"]["id"].as_str().unwrap().to_owned()
}

/// Takes somebody into an organization as well.
async fn join(world: &World, organization: OrganizationId, person: &str, role: MemberRole) {
    let person: PersonId = GlobalId::parse(person).unwrap().0;
    let join = JoinMember { organization, person, roles: BTreeSet::from([role]) };
    let (console, request) = (Requester::console(organization.into()), Request::new(Uuid::from_u128(1)));
    world.server.commands.execute(&console, &request, &join).await.unwrap();
}

/// Begins an order of so many bolts in an organization and gives the payload.
async fn begin(browser: &Browser, organization: OrganizationId, contract: ContractId, bolts: u32) -> Value {
    let lines = json!([{ "productId": id(PRODUCTS[0]), "quantity": bolts.to_string() }]);
    let more = json!({ "contractId": id(contract), "lines": lines });
    ask(browser, "createDraft", "order { id status }", organization, more).await
}

/// A submitted order of whoever is signed in.
async fn submitted(world: &World, browser: &Browser, bolts: u32) -> Value {
    let order = world.draft(browser, bolts).await;
    world.done(browser, "submitOrder", &order, json!({})).await
}

/// Approves what somebody sees of an order, and gives the payload.
async fn approve(world: &World, browser: &Browser, order: &Value) -> Value {
    let seen = world.order(browser, order).await;
    world.change(browser, "approveOrder", order, json!({ "revision": seen["revision"] })).await
}

/// The approval of an order as somebody sees it.
async fn approval(browser: &Browser, order: &Value) -> Value {
    let query = format!(
        "query($organization: ID!, $order: ID!) {{
            organization(id: $organization) {{ order(id: $order) {{ {APPROVAL} }} }} }}"
    );
    let variables = json!({ "organization": id(ORGANIZATION), "order": order["id"] });
    browser.data(&query, variables).await["organization"]["order"]["approval"].clone()
}

/// What the policy would say about an order that is not submitted yet.
async fn preview(browser: &Browser, order: &Value) -> Value {
    let query = "query($organization: ID!, $order: ID!) { organization(id: $organization) {
        approvalPreview(orderId: $order) { outcome findings { matched
            conditions { holds amount { amount } } } } } }";
    let variables = json!({ "organization": id(ORGANIZATION), "order": order["id"] });
    browser.data(query, variables).await["organization"]["approvalPreview"].clone()
}

/// An order of another organization as somebody there sees it.
async fn order_in(browser: &Browser, organization: OrganizationId, order: &Value) -> Value {
    let query = format!(
        "query($organization: ID!, $order: ID!) {{
            organization(id: $organization) {{ order(id: $order) {{ ...O }} }} }} {ORDER_FIELDS}"
    );
    let variables = json!({ "organization": id(organization), "order": order["id"] });
    browser.data(&query, variables).await["organization"]["order"].clone()
}

/// How often something happened to any order or case.
async fn happened(world: &World, event: &str) -> i64 {
    let count = "SELECT count(*) FROM journal.events
                  WHERE aggregate_type IN ('order', 'approval_case') AND event_type = $1";
    sqlx::query_scalar(count).bind(event).fetch_one(&world.server.database).await.unwrap()
}

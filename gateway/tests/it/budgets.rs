//! Budgets over HTTP: what is left is said before the click and to the approver again, and what
//! an order took comes back.

use serde_json::{Value, json};

use crate::server::Browser;
use crate::world::{ORGANIZATION, World, id};

const TOUCHED: &str = "budgets { costCentreName limit { amount } enforcement takes { amount }
    remainingBefore { amount } remainingAfter { amount } exceeded }";

async fn ask(browser: &Browser, mutation: &str, shown: &str, more: Value) -> Value {
    let mut input = json!({ "organizationId": id(ORGANIZATION) });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let query = format!(
        "mutation($input: {kind}!) {{ {mutation}(input: $input) {{ {shown} errors {{ code message }} }} }}"
    );
    browser.data(&query, json!({ "input": input })).await[mutation].clone()
}

/// A cost centre of the organization, by its id on the wire.
async fn cost_centre(administrator: &Browser) -> Value {
    let query = "query($organization: ID!) { organization(id: $organization) { myRoles members(first: 20) {
        nodes { person { id } roles } } } }";
    let data = administrator.data(query, json!({ "organization": id(ORGANIZATION) })).await;
    let members = data["organization"]["members"]["nodes"].as_array().unwrap().clone();
    let is_administrator = |member: &&Value| member["roles"].to_string().contains("ADMINISTRATOR");
    let owner = members.iter().find(is_administrator).unwrap()["person"]["id"].clone();
    let open = json!({ "code": "200", "name": "Цех", "personId": owner });
    let opened = ask(administrator, "openCostCentre", "costCentre { id }", open).await;
    opened["costCentre"]["id"].clone()
}

async fn set(administrator: &Browser, centre: &Value, amount: &str, enforcement: &str) -> Value {
    let set =
        json!({ "costCentreId": centre, "period": "MONTH", "amount": amount, "enforcement": enforcement });
    let shown = "budget { limit { amount } remaining { amount } } stale { reason }";
    let payload = ask(administrator, "setBudget", shown, set).await;
    assert_eq!((&payload["errors"], &payload["stale"]), (&json!([]), &Value::Null));
    payload["budget"].clone()
}

async fn draft(world: &World, browser: &Browser, bolts: u32, centre: &Value) -> Value {
    let order = world.draft(browser, bolts).await;
    world.done(browser, "setOrderDetails", &order, json!({ "details": { "costCentreId": centre } })).await
}

/// What is left of the only budget: without a limit nothing can be.
async fn left(browser: &Browser) -> Value {
    let query = "query($organization: ID!) { organization(id: $organization) {
        budgets { reserved { amount } consumed { amount } remaining { amount } } } }";
    let data = browser.data(query, json!({ "organization": id(ORGANIZATION) })).await;
    data["organization"]["budgets"].clone()
}

fn figures(reserved: &str, consumed: &str, remaining: &str) -> Value {
    let amount = |amount: &str| json!({ "amount": amount });
    json!([{ "reserved": amount(reserved), "consumed": amount(consumed), "remaining": amount(remaining) }])
}

async fn of_order(browser: &Browser, way: &str, order: &Value) -> Value {
    let query =
        format!("query($organization: ID!, $order: ID!) {{ organization(id: $organization) {{ {way} }} }}");
    let variables = json!({ "organization": id(ORGANIZATION), "order": order["id"] });
    browser.data(&query, variables).await["organization"].clone()
}

fn touched(takes: &str, before: &str, after: &str, exceeded: bool) -> Value {
    json!([{ "costCentreName": "Цех", "limit": { "amount": "1000.00" }, "enforcement": "BLOCK",
        "takes": { "amount": takes }, "remainingBefore": { "amount": before },
        "remainingAfter": { "amount": after }, "exceeded": exceeded }])
}

#[tokio::test]
async fn what_is_left_is_said_before_the_click_and_to_the_approver_again() {
    let world = World::make().await;
    let (administrator, purchaser) = (world.as_("administrator").await, world.as_("purchaser").await);
    let approver = world.as_("approver").await;
    let centre = cost_centre(&administrator).await;
    let budget = set(&administrator, &centre, "1000", "BLOCK").await;
    assert_eq!(budget["remaining"]["amount"], "1000.00");

    let order = draft(&world, &purchaser, 5, &centre).await;
    let preview = format!("approvalPreview(orderId: $order) {{ outcome obstacles {{ code }} {TOUCHED} }}");
    let seen = of_order(&purchaser, &preview, &order).await["approvalPreview"].clone();
    assert_eq!(seen["budgets"], touched("600.00", "1000.00", "400.00", false));
    let order = world.done(&purchaser, "submitOrder", &order, json!({})).await;
    let told = format!("order(id: $order) {{ {TOUCHED} }}");
    let seen = of_order(&approver, &told, &order).await["order"].clone();
    assert_eq!(seen["budgets"], touched("600.00", "1000.00", "400.00", false));
    assert_eq!(left(&approver).await, figures("600.00", "0.00", "400.00"));

    let second = draft(&world, &purchaser, 4, &centre).await;
    let seen = of_order(&purchaser, &preview, &second).await["approvalPreview"].clone();
    assert_eq!(seen["budgets"], touched("480.00", "400.00", "-80.00", true));
    assert_eq!(seen["obstacles"], json!([{ "code": "BUDGET_EXCEEDED" }]));
    let refused = world.change(&purchaser, "submitOrder", &second, json!({})).await;
    assert_eq!(refused["errors"][0]["code"], "BUDGET_EXCEEDED");
    assert!(refused["errors"][0]["message"].as_str().unwrap().contains("400.00"), "{refused}");

    let approve = json!({ "revision": order["revision"] });
    world.done(&approver, "approveOrder", &order, approve).await;
    world.until(&purchaser, &order, |order| order["status"] == "CONFIRMED").await;
    let consumed = async {
        while left(&purchaser).await != figures("0.00", "600.00", "400.00") {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), consumed).await.expect("it is consumed");
}

#[tokio::test]
async fn beyond_a_budget_that_asks_the_reason_of_the_case_says_so() {
    let world = World::make().await;
    let (administrator, purchaser) = (world.as_("administrator").await, world.as_("purchaser").await);
    let centre = cost_centre(&administrator).await;
    set(&administrator, &centre, "100", "REQUIRE_APPROVAL").await;
    let order = draft(&world, &administrator, 1, &centre).await;
    let order = world.done(&administrator, "submitOrder", &order, json!({})).await;
    assert_eq!(order["status"], "PENDING_APPROVAL", "the policy asks nobody about administrators' orders");
    let way = "order(id: $order) { approval { reasons { rule name findings { holds amount { amount } } } } }";
    let seen = of_order(&administrator, way, &order).await["order"]["approval"]["reasons"].clone();
    assert_eq!((&seen[0]["rule"], &seen[0]["findings"][0]["holds"]), (&json!(0), &json!("HOLDS")));
    assert_eq!(seen[0]["findings"][0]["amount"]["amount"], "120.00");
    assert!(!seen[0]["name"].as_str().unwrap().is_empty());

    let clear = json!({ "costCentreId": centre, "period": "MONTH" });
    let cleared = ask(&administrator, "clearBudget", "budgets { id }", clear).await;
    assert_eq!(cleared, json!({ "budgets": [], "errors": [] }));
    assert_eq!(left(&purchaser).await, json!([]));
}

//! Deciding over HTTP: with cuts, with questions, by force, in another's place, and many at
//! once.

use serde_json::{Value, json};

use crate::server::Browser;
use crate::world::{ORGANIZATION, PRODUCTS, World, id};

const APPROVAL: &str = "query($organization: ID!, $order: ID!) { organization(id: $organization) {
    order(id: $order) { status approvalForced approval { status canIAct asksMe availableActions openQuestions
        whoMayAct { name } forcedBy { name } reasons { rule name } course { kind comment }
        questions { number text answer answered } actingFor { person { name } }
        stages { groups { needed agreed } decisions { decision cuts { productId quantity } } }
        difference { lines { kind before { quantity } after { quantity } } totalBefore { amount }
                     totalAfter { amount } } } } } }";

async fn approval(browser: &Browser, order: &Value) -> Value {
    let variables = json!({ "organization": id(ORGANIZATION), "order": order["id"] });
    browser.data(APPROVAL, variables).await["organization"]["order"].clone()
}

async fn submitted(world: &World, purchaser: &Browser, bolts: u32) -> Value {
    let order = world.draft(purchaser, bolts).await;
    world.done(purchaser, "submitOrder", &order, json!({})).await
}

#[tokio::test]
async fn a_question_is_answered_inside_the_approval() {
    let world = World::make().await;
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);
    let order = submitted(&world, &purchaser, 3).await;
    world.done(&approver, "askOrderAuthor", &order, json!({ "question": "Зачем столько?" })).await;
    let seen = approval(&purchaser, &order).await;
    assert_eq!(seen["approval"]["openQuestions"], 1);
    let actions = seen["approval"]["availableActions"].as_array().unwrap();
    assert!(actions.contains(&json!("ANSWER")) && !actions.contains(&json!("APPROVE")), "{actions:?}");

    let answer = json!({ "question": 1, "answer": "На месяц." });
    world.done(&purchaser, "answerApprovalQuestion", &order, answer.clone()).await;
    let again = world.change(&purchaser, "answerApprovalQuestion", &order, answer).await;
    assert_eq!(again["errors"][0]["code"], "QUESTION_ANSWERED");
    let question = approval(&approver, &order).await["approval"]["questions"][0].clone();
    assert_eq!(question["text"], "Зачем столько?");
    assert_eq!(question["answer"], "На месяц.");
}

#[tokio::test]
async fn a_forced_approval_stays_marked_with_its_reason() {
    let world = World::make().await;
    let (purchaser, administrator) = (world.as_("purchaser").await, world.as_("administrator").await);
    let order = submitted(&world, &purchaser, 3).await;
    let force = json!({ "revision": order["revision"], "comment": "Срочно." });
    world.done(&administrator, "forceApproval", &order, force).await;
    let seen = approval(&purchaser, &order).await;
    assert_eq!(seen["approvalForced"], true);
    assert_eq!(seen["approval"]["status"], "GRANTED");
    let course = seen["approval"]["course"].as_array().unwrap();
    assert!(course.iter().any(|it| it["kind"] == "FORCED" && it["comment"] == "Срочно."), "{course:?}");
}

#[tokio::test]
async fn a_smaller_quantity_is_approved_and_the_decision_says_so() {
    let world = World::make().await;
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);
    let order = submitted(&world, &purchaser, 5).await;
    let cut = json!({ "revision": order["revision"],
                      "lineCuts": [{ "productId": id(PRODUCTS[0]), "quantity": "2" }] });
    let order = world.done(&approver, "approveOrder", &order, cut).await;
    assert_eq!(order["lines"][0]["quantity"], "2");
    let decision = approval(&purchaser, &order).await["approval"]["stages"][0]["decisions"][0].clone();
    assert_eq!(decision["cuts"], json!([{ "productId": id(PRODUCTS[0]), "quantity": "2" }]));
}

#[tokio::test]
async fn the_difference_to_the_round_before_is_shown() {
    let world = World::make().await;
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);
    let order = submitted(&world, &purchaser, 5).await;
    assert_eq!(approval(&approver, &order).await["approval"]["difference"], Value::Null);
    let back = json!({ "revision": order["revision"], "comment": "Много.",
                       "lineComments": [{ "productId": id(PRODUCTS[0]), "comment": "Хватит трёх." }] });
    let order = world.done(&approver, "returnOrder", &order, back).await;
    let less = json!({ "changes": [{ "setQuantity": { "productId": id(PRODUCTS[0]), "quantity": "3" } }] });
    let order = world.done(&purchaser, "editOrderLines", &order, less).await;
    let order = world.done(&purchaser, "submitOrder", &order, json!({})).await;
    let difference = approval(&approver, &order).await["approval"]["difference"].clone();
    assert_eq!(difference["lines"][0]["kind"], "CHANGED");
    assert_eq!(difference["lines"][0]["before"]["quantity"], "5");
    assert_eq!(difference["lines"][0]["after"]["quantity"], "3");
}

#[tokio::test]
async fn of_many_decisions_some_are_refused_while_others_are_done() {
    let world = World::make().await;
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);
    let (one, other) = (submitted(&world, &purchaser, 1).await, submitted(&world, &purchaser, 2).await);
    let stale = "0".repeat(64);
    let decide = |order: &Value, decision: &str, revision: &Value| json!({ "orderId": order["id"], "decision": decision, "revision": revision });
    let decisions = json!([
        decide(&one, "APPROVE", &one["revision"]),
        decide(&other, "APPROVE", &json!(stale)),
        decide(&other, "REJECT", &other["revision"])
    ]);
    let query =
        "mutation($input: DecideOrdersInput!) { decideOrders(input: $input) { errors { code } position
        results { orderId order { id } errors { code } position } } }";
    let input =
        json!({ "organizationId": id(ORGANIZATION), "decisions": decisions, "idempotencyKey": "bulk" });
    let payload = approver.data(query, json!({ "input": input })).await["decideOrders"].clone();
    let codes: Vec<_> =
        payload["results"].as_array().unwrap().iter().map(|it| &it["errors"][0]["code"]).collect();
    assert_eq!(codes, [&Value::Null, &json!("STALE_REVISION"), &json!("COMMENT_MISSING")]);
    assert_eq!(payload["results"][0]["order"]["id"], one["id"]);
    assert_eq!(payload["errors"], json!([]));
    let again = approver.data(query, json!({ "input": input })).await["decideOrders"].clone();
    assert_eq!(again["results"][0]["position"], payload["results"][0]["position"], "it is carried out once");
}

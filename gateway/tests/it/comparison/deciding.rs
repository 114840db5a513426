//! Force, questions, another approver, and many decisions at once.

use serde_json::{Value, json};

use super::{any_of, approval, demand, in_force, me, submitted};
use crate::world::{ORGANIZATION, World, id};

fn code(payload: &Value) -> &Value {
    &payload["errors"][0]["code"]
}

#[tokio::test]
async fn an_administrator_forces_an_order_with_a_reason_and_the_mark_stays() {
    let world = World::make().await;
    let (purchaser, administrator) = (world.as_("purchaser").await, world.as_("administrator").await);
    in_force(&world, json!([demand("Один", json!([any_of("APPROVER")]), json!([]))])).await;
    let order = submitted(&world, &purchaser, 2).await;
    let force = |comment: &str| json!({ "revision": order["revision"], "comment": comment });
    let silent = world.change(&administrator, "forceApproval", &order, force("  ")).await;
    assert_eq!(code(&silent), "COMMENT_MISSING");
    let approver = world.as_("approver").await;
    assert_ne!(world.change(&approver, "forceApproval", &order, force("Надо.")).await["errors"], json!([]));
    world.done(&administrator, "forceApproval", &order, force("Авария на складе.")).await;
    world.until(&purchaser, &order, |order| order["status"] == "CONFIRMED").await;
    let case = approval(
        &purchaser,
        &order,
        "status forcedBy { id } order { approvalForced } course { kind comment }",
    )
    .await;
    assert_eq!(case["forcedBy"]["id"], me(&administrator).await);
    assert_eq!(case["order"]["approvalForced"], true);
    assert_eq!(case["status"], "GRANTED");
    let reason = json!({ "kind": "FORCED", "comment": "Авария на складе." });
    assert!(case["course"].as_array().unwrap().contains(&reason), "{case}");
}

#[tokio::test]
async fn a_question_is_asked_and_answered_inside_the_case() {
    let world = World::make().await;
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);
    let order = submitted(&world, &purchaser, 2).await;
    world.done(&approver, "askOrderAuthor", &order, json!({ "question": "Зачем два?" })).await;
    let waits = approval(&purchaser, &order, "openQuestions availableActions").await;
    assert_eq!(waits["openQuestions"], 1);
    let actions = waits["availableActions"].as_array().unwrap();
    assert!(actions.contains(&json!("ANSWER")) && !actions.contains(&json!("APPROVE")), "{actions:?}");
    let answer = json!({ "question": 1, "answer": "Один сломался." });
    world.done(&purchaser, "answerApprovalQuestion", &order, answer.clone()).await;
    let again = world.change(&purchaser, "answerApprovalQuestion", &order, answer).await;
    assert_eq!(code(&again), "QUESTION_ANSWERED");
    let questions = approval(&approver, &order, "openQuestions questions { text answer by { id } }").await;
    let told =
        json!({ "text": "Зачем два?", "answer": "Один сломался.", "by": { "id": me(&approver).await } });
    assert_eq!(questions, json!({ "openQuestions": 0, "questions": [told] }));
}

#[tokio::test]
async fn an_approver_hands_an_order_over_but_not_to_whoever_ordered() {
    let world = World::make().await;
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);
    let administrator = world.as_("administrator").await;
    in_force(&world, json!([demand("Один", json!([any_of("APPROVER")]), json!([]))])).await;
    let order = submitted(&world, &purchaser, 2).await;
    let to = |person: &str| json!({ "toId": person, "comment": "Вам виднее." });
    let own = world.change(&approver, "reassignApproval", &order, to(&me(&purchaser).await)).await;
    assert_ne!(own["errors"], json!([]));
    let decider = me(&administrator).await;
    world.done(&approver, "reassignApproval", &order, to(&decider)).await;
    let late =
        world.change(&approver, "approveOrder", &order, json!({ "revision": order["revision"] })).await;
    assert_eq!(code(&late), "NOT_AN_APPROVER");
    world.done(&administrator, "approveOrder", &order, json!({ "revision": order["revision"] })).await;
    let course = approval(&purchaser, &order, "course { kind comment to { id } }").await;
    let handed = json!({ "kind": "REASSIGNED", "comment": "Вам виднее.", "to": [{ "id": decider }] });
    assert!(course["course"].as_array().unwrap().contains(&handed), "{course}");
}

#[tokio::test]
async fn of_many_decisions_each_order_gets_its_own_answer() {
    let world = World::make().await;
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);
    let (one, other) = (submitted(&world, &purchaser, 1).await, submitted(&world, &purchaser, 2).await);
    let (third, fourth) = (submitted(&world, &purchaser, 3).await, submitted(&world, &purchaser, 4).await);
    let decide = |order: &Value, decision: &str, revision: &Value| json!({ "orderId": order["id"], "decision": decision, "revision": revision });
    let decisions = json!([
        decide(&one, "APPROVE", &one["revision"]),
        decide(&other, "APPROVE", &one["revision"]),
        decide(&third, "RETURN", &third["revision"]),
        decide(&fourth, "REJECT", &fourth["revision"])
    ]);
    let query = "mutation($input: DecideOrdersInput!) { decideOrders(input: $input) {
        results { orderId order { id } errors { code } position } errors { code } } }";
    let input =
        json!({ "organizationId": id(ORGANIZATION), "decisions": decisions, "idempotencyKey": "bulk" });
    let payload = approver.data(query, json!({ "input": input })).await["decideOrders"].clone();
    assert_eq!(payload["errors"], json!([]));
    let answer = |result: &Value| json!({ "orderId": result["orderId"], "errors": result["errors"] });
    let results: Vec<_> = payload["results"].as_array().unwrap().iter().map(answer).collect();
    let of = |order: &Value, codes: Value| json!({ "orderId": order["id"], "errors": codes });
    let expected = [
        of(&one, json!([])),
        of(&other, json!([{ "code": "STALE_REVISION" }])),
        of(&third, json!([{ "code": "COMMENT_MISSING" }])),
        of(&fourth, json!([{ "code": "COMMENT_MISSING" }])),
    ];
    assert_eq!(results, expected);
    assert_eq!(payload["results"][0]["order"]["id"], one["id"]);
    let again = approver.data(query, json!({ "input": input })).await["decideOrders"].clone();
    assert_eq!(again["results"][0]["position"], payload["results"][0]["position"], "it is carried out once");
    world.until(&purchaser, &one, |order| order["status"] == "CONFIRMED").await;
    for waits in [&other, &third, &fourth] {
        assert_eq!(world.order(&purchaser, waits).await["status"], "PENDING_APPROVAL");
    }
}

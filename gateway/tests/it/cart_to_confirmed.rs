//! The walk of an order over HTTP, from the cart to confirmed.

use serde_json::{Value, json};

use crate::world::{CONTRACT, ORGANIZATION, PRODUCTS, World, id};

#[tokio::test]
async fn an_order_goes_from_the_cart_to_confirmed() {
    let world = World::make().await;
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);

    let put = "mutation($input: AddToCartInput!) { addToCart(input: $input) { errors { code }
        cart { id version canBeOrdered total { gross { amount } } lines { name verdict { code } } } } }";
    let input = json!({ "organizationId": id(ORGANIZATION), "productId": id(PRODUCTS[0]), "quantity": "3" });
    let cart = purchaser.data(put, json!({ "input": input })).await["addToCart"]["cart"].clone();
    assert_eq!(cart["lines"], json!([{ "name": "Болт", "verdict": { "code": "AVAILABLE" } }]));
    assert_eq!(cart["total"]["gross"]["amount"], "360.00");

    let from_cart = "mutation($input: DraftFromCartInput!) { draftFromCart(input: $input) {
        order { id status } errors { code } stale { reason } } }";
    let input = json!({ "organizationId": id(ORGANIZATION), "contractId": id(CONTRACT),
        "cartId": cart["id"], "cartVersion": cart["version"] });
    let begun = purchaser.data(from_cart, json!({ "input": input })).await["draftFromCart"].clone();
    assert_eq!((&begun["errors"], &begun["stale"]), (&json!([]), &Value::Null));
    let order = begun["order"].clone();
    assert_eq!(order["status"], "DRAFT");

    let seen = json!({ "acceptedTotal": { "amount": "360.00", "currency": "RUB" } });
    let order = world.done(&purchaser, "submitOrder", &order, seen).await;
    assert_eq!(order["status"], "PENDING_APPROVAL");

    let inbox = "query($id: ID!) { organization(id: $id) { approvals { inbox(first: 5) { totalCount
        nodes { canIAct whyNot { code } status order { id author { name } } stages { complete groups { needed } } } } } } }";
    let waiting = approver.data(inbox, json!({ "id": id(ORGANIZATION) })).await;
    let waiting = &waiting["organization"]["approvals"]["inbox"];
    assert_eq!(waiting["totalCount"], 1);
    assert_eq!(waiting["nodes"][0]["canIAct"], true);
    assert_eq!(
        waiting["nodes"][0]["order"],
        json!({ "id": order["id"], "author": { "name": "Анна Петрова" } })
    );

    let revision = json!({ "revision": order["revision"], "comment": "Берём." });
    world.done(&approver, "approveOrder", &order, revision).await;
    let order = world.until(&purchaser, &order, |order| order["status"] == "CONFIRMED").await;

    let history = history(&world, &order).await;
    assert_eq!(history, ["Drafted", "Submitted", "Approved", "Confirmed"]);
}

async fn history(world: &World, order: &Value) -> Vec<String> {
    let timeline = "query($organization: ID!, $order: ID!) { staff {
        timeline(organizationId: $organization, orderId: $order, first: 100) { nodes {
            aggregateType eventType words position actor { kind person { name } } reactions { result } } } } }";
    let variables = json!({ "organization": id(ORGANIZATION), "order": order["id"] });
    let data = world.as_("support").await.data(timeline, variables).await;
    let nodes = data["staff"]["timeline"]["nodes"].as_array().unwrap().clone();
    let confirmed = nodes.iter().find(|node| node["eventType"] == "Confirmed").unwrap();
    assert_eq!(confirmed["words"], "Заказ подтверждён");
    assert_eq!(confirmed["actor"], json!({ "kind": "PROCESS", "person": null }));
    let of_order = nodes.iter().filter(|node| node["aggregateType"] == "order");
    of_order.map(|node| node["eventType"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_decision_on_another_revision_is_refused() {
    let world = World::make().await;
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);
    let order = world.draft(&purchaser, 2).await;
    let seen = world.done(&purchaser, "submitOrder", &order, json!({})).await;
    world.done(&purchaser, "withdrawOrder", &order, json!({})).await;
    let more = json!({ "changes": [{ "setQuantity": { "productId": id(PRODUCTS[0]), "quantity": "5" } }] });
    world.done(&purchaser, "editOrderLines", &order, more).await;
    world.done(&purchaser, "submitOrder", &order, json!({})).await;
    let late = json!({ "revision": seen["revision"] });
    let refused = world.change(&approver, "approveOrder", &order, late).await;
    assert_eq!(refused["errors"][0]["code"], "STALE_REVISION");
    assert_eq!(refused["order"], Value::Null);
}

#[tokio::test]
async fn the_same_request_under_one_key_is_carried_out_once() {
    let world = World::make().await;
    let purchaser = world.as_("purchaser").await;
    let begin = "mutation($input: CreateDraftInput!) { createDraft(input: $input) {
        order { id } errors { code } position } }";
    let draft = |bolts: &str| {
        let lines = json!([{ "productId": id(PRODUCTS[0]), "quantity": bolts }]);
        json!({ "input": { "organizationId": id(ORGANIZATION), "contractId": id(CONTRACT), "lines": lines,
            "idempotencyKey": "a click" } })
    };
    let first = purchaser.data(begin, draft("1")).await;
    assert_eq!(purchaser.data(begin, draft("1")).await, first);
    let other = purchaser.data(begin, draft("2")).await;
    assert_eq!(other["createDraft"]["errors"][0]["code"], "IDEMPOTENCY_KEY_REUSED");
}

#[tokio::test]
async fn refusals_are_data_in_the_language_of_the_request() {
    let world = World::make().await;
    let purchaser = world.as_("purchaser").await;
    let put = "mutation($input: AddToCartInput!) { addToCart(input: $input) { cart { id }
        errors { code message field } } }";
    let input = json!({ "organizationId": id(ORGANIZATION), "productId": id(PRODUCTS[0]), "quantity": "0" });
    let said = purchaser.data(put, json!({ "input": input })).await["addToCart"].clone();
    let refusal = json!({ "code": "QUANTITY_NOT_POSITIVE", "field": "quantity",
        "message": "Количество должно быть больше нуля." });
    assert_eq!(said, json!({ "cart": null, "errors": [refusal] }));

    let body = json!({ "query": put, "variables": { "input": input } });
    let request = purchaser.client.post(format!("{}/graphql", world.server.url));
    let answer = request.header("accept-language", "en").json(&body).send().await.unwrap();
    let said: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
    assert_eq!(said["data"]["addToCart"]["errors"][0]["message"], "a quantity must be above zero");
}

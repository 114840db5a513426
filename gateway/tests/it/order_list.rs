//! The list of orders over HTTP: pages by keyset, and reading what was written.

use serde_json::{Value, json};

use crate::world::{ORGANIZATION, World, id};

const PAGE: &str = "query($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
    organization(id: $id) { orders(first: $first, after: $after, last: $last, before: $before,
        sort: { by: TOTAL, direction: ASCENDING }) { totalCount
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } nodes { lines { quantity } } } } }";

fn quantities(page: &Value) -> Vec<String> {
    let nodes = page["nodes"].as_array().unwrap();
    nodes.iter().map(|node| node["lines"][0]["quantity"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn pages_go_on_where_the_one_before_ended_in_both_directions() {
    let world = World::make().await;
    let purchaser = world.as_("purchaser").await;
    for bolts in [3, 1, 4, 2, 5] {
        world.draft(&purchaser, bolts).await;
    }
    let page = async |mut variables: Value| {
        variables["id"] = json!(id(ORGANIZATION));
        purchaser.data(PAGE, variables).await["organization"]["orders"].clone()
    };
    let first = page(json!({ "first": 2 })).await;
    assert_eq!((quantities(&first), &first["totalCount"]), (vec!["1".to_owned(), "2".to_owned()], &json!(5)));
    assert_eq!(first["pageInfo"]["hasNextPage"], true);
    // A row that comes in before the cursor shifts nothing.
    world.draft(&purchaser, 1).await;
    let second = page(json!({ "first": 2, "after": first["pageInfo"]["endCursor"] })).await;
    assert_eq!(quantities(&second), ["3", "4"]);
    let last = page(json!({ "first": 2, "after": second["pageInfo"]["endCursor"] })).await;
    assert_eq!((quantities(&last), &last["pageInfo"]["hasNextPage"]), (vec!["5".to_owned()], &json!(false)));
    let back = page(json!({ "last": 2, "before": second["pageInfo"]["startCursor"] })).await;
    assert_eq!(back["nodes"].as_array().unwrap().len(), 2);
    assert_eq!(quantities(&back)[1], "2");
}

#[tokio::test]
async fn a_cursor_of_another_list_is_refused() {
    let world = World::make().await;
    let purchaser = world.as_("purchaser").await;
    let query =
        "query($id: ID!) { organization(id: $id) { orders(first: 1, after: \"bm9uZQ\") { nodes { id } } } }";
    let answer = purchaser.send(&json!({ "query": query, "variables": { "id": id(ORGANIZATION) } })).await;
    assert_eq!(answer.code(), "BAD_USER_INPUT");
}

#[tokio::test]
async fn a_read_waits_for_the_position_that_the_client_has_seen() {
    let world = World::make().await;
    let (purchaser, observer) = (world.as_("purchaser").await, world.as_("observer").await);
    let order = world.draft(&purchaser, 1).await;
    let submitted = world.change(&purchaser, "submitOrder", &order, json!({})).await;
    let query = "query($id: ID!, $order: ID!) { organization(id: $id) { order(id: $order) { status } } }";
    let body = json!({ "query": query, "variables": { "id": id(ORGANIZATION), "order": order["id"] } });
    let request = observer.client.post(format!("{}/graphql", world.server.url)).json(&body);
    let position = submitted["position"].as_str().unwrap();
    let answer = request.header("x-min-position", position).send().await.unwrap();
    let seen: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
    assert_eq!(seen["data"]["organization"]["order"]["status"], "PENDING_APPROVAL");
    assert_eq!(seen.get("extensions"), None, "not stale");
}

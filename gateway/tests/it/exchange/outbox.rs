//! What 1C fetches: confirmed orders and what becomes of them, until it is acknowledged.

use serde_json::{Value, json};

use super::base::{Base, batch, outcomes};
use crate::server::Answer;
use crate::world::World;

async fn items(base: &Base, query: &str) -> Vec<Value> {
    let answer = base.get(&format!("outbox?{query}")).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()["items"].as_array().expect("items").clone()
}

async fn acknowledge(base: &Base, position: i64) -> (u16, Value) {
    let answer = Answer::to(base.post("outbox/ack").json(&json!({ "position": position }))).await;
    (answer.status.as_u16(), answer.json())
}

#[tokio::test]
async fn a_confirmed_order_is_fetched_until_it_is_acknowledged() {
    let world = World::make().await;
    let base = Base::known(&world).await;
    assert!(items(&base, "").await.is_empty());
    let administrator = world.as_("administrator").await;
    let order = world.draft(&administrator, 10).await;
    // Whoever asks before anything happens gets it when it does.
    let (fetched, submitted) =
        tokio::join!(items(&base, "wait=60"), world.done(&administrator, "submitOrder", &order, json!({})));
    let [confirmed] = fetched.as_slice() else { panic!("one item: {fetched:?}") };
    assert_eq!((&confirmed["kind"], &confirmed["position"]), (&json!("order_confirmed"), &json!(1)));
    let told = &confirmed["order"];
    assert_eq!((&told["counterparty"], &told["contract"]), (&json!("c-1"), &json!("k-1")));
    assert_eq!((&told["number"], &told["total"]), (&submitted["number"], &json!("1200.00")));
    let line = json!({ "product": "1", "article": "Б-1", "name": "Болт", "unit": "шт", "quantity": "10",
                       "cancelled": "0", "price": "100", "vatIncluded": false, "total": "1200.00" });
    assert_eq!(told["lines"], json!([line]));
    assert_eq!(items(&base, "").await, fetched, "it comes again");
    assert_eq!(acknowledge(&base, 2).await.1["code"], "EXCHANGE_OUTBOX_POSITION_UNKNOWN");
    assert_eq!(acknowledge(&base, 1).await, (200, json!({ "acknowledged": 1 })));
    assert!(items(&base, "").await.is_empty());
    assert_eq!(items(&base, "after=0").await.len(), 1, "whoever lost it asks from where it was");

    // What the base says itself does not come back; it may name the order by its number.
    let accepted = json!({ "kind": "order_status", "id": "s-1", "version": 1, "status": "accepted",
                           "order": told["number"], "number": "УТ-77" });
    assert_eq!(outcomes(&base.send(&batch("b-1", &[accepted])).await), ["posted"]);
    let query = "query($id: ID!) { node(id: $id) { ... on Order { erpNumber } } }";
    let seen = administrator.data(query, json!({ "id": order["id"] })).await;
    assert_eq!(seen["node"]["erpNumber"], "УТ-77");
    let manager = world.as_("manager").await;
    let reason = json!({ "comment": "Нет на складе" });
    world.done(&manager, "cancelOrderForCustomer", &order, reason).await;
    let cancelled = items(&base, "wait=60").await;
    assert_eq!((&cancelled[0]["kind"], &cancelled[0]["position"]), (&json!("order_cancelled"), &json!(2)));
    assert_eq!(cancelled[0]["order"]["status"], "cancelled");
}

#[tokio::test]
async fn an_order_goes_to_the_base_that_has_its_contract() {
    let world = World::make().await;
    let moscow = Base::known(&world).await;
    let perm = Base::of(&world.server, "ut-perm").await;
    let administrator = world.as_("administrator").await;
    let order = world.draft(&administrator, 1).await;
    world.done(&administrator, "submitOrder", &order, json!({})).await;
    assert_eq!(items(&moscow, "wait=60").await.len(), 1);
    assert!(items(&perm, "after=0").await.is_empty());
    assert_eq!(perm.get("outbox?wait=61").await.status, 400);
}

//! Finding orders by what goes with them, and what is kept of their revisions.

use domain::vocabulary::OrderId;
use gateway::graphql::global_id::GlobalId;
use serde_json::{Value, json};

use super::{asked, code, person, place_for};
use crate::server::Browser;
use crate::world::{ORGANIZATION, PRODUCTS, World, id};

async fn found(browser: &Browser, filter: Value) -> Vec<Value> {
    let query = "query($id: ID!, $filter: OrderFilterInput) { organization(id: $id) {
        orders(first: 10, filter: $filter) { nodes { id } } } }";
    let variables = json!({ "id": id(ORGANIZATION), "filter": filter });
    let nodes = browser.data(query, variables).await["organization"]["orders"]["nodes"].clone();
    nodes.as_array().unwrap().iter().map(|node| node["id"].clone()).collect()
}

#[tokio::test]
async fn orders_are_found_by_their_cost_centre_and_by_who_placed_them() {
    let world = World::make().await;
    let (administrator, purchaser) = (world.as_("administrator").await, world.as_("purchaser").await);
    let mut centres = Vec::new();
    for centre in ["ЦЗ-1", "ЦЗ-2"] {
        let owner = person(&world, "approver").await;
        let input = json!({ "code": centre, "name": "Цех", "personId": owner });
        let opened = asked(&administrator, "openCostCentre", "costCentre { id }", input).await;
        centres.push(opened["costCentre"]["id"].clone());
    }
    let (whole, line, neither) = (
        world.draft(&purchaser, 1).await,
        world.draft(&purchaser, 2).await,
        world.draft(&purchaser, 3).await,
    );
    let of_whole = json!({ "details": { "costCentreId": centres[0] } });
    world.done(&purchaser, "setOrderDetails", &whole, of_whole).await;
    let lines = json!([{ "productId": id(PRODUCTS[0]), "costCentreId": centres[1] }]);
    world.done(&purchaser, "setOrderDetails", &line, json!({ "details": { "lines": lines } })).await;
    let placed = place_for(&world.as_("manager").await, &person(&world, "purchaser").await, 4).await;
    assert_eq!(found(&purchaser, json!({ "costCentreId": centres[0] })).await, [whole["id"].clone()]);
    assert_eq!(found(&purchaser, json!({ "costCentreId": centres[1] })).await, [line["id"].clone()]);
    let clerk = person(&world, "manager").await;
    assert_eq!(found(&purchaser, json!({ "placedById": clerk })).await, [placed["order"]["id"].clone()]);
    let another = person(&world, "support").await;
    assert_eq!(found(&purchaser, json!({ "placedById": another })).await, Vec::<Value>::new());
    let all = found(&purchaser, json!({})).await;
    assert_eq!(all.len(), 4);
    assert!(all.contains(&neither["id"]));
}

/// Event, round, quantity of the first line and total of each revision, once there are so many.
async fn revisions(world: &World, order: &Value, many: usize) -> Vec<(String, i32, String)> {
    let order = GlobalId::<OrderId>::parse(order["id"].as_str().unwrap()).unwrap().0;
    let kept = "SELECT event, round, lines -> 0 ->> 'quantity' FROM read.order_revisions
                 WHERE order_id = $1 ORDER BY sequence";
    let waiting = async {
        loop {
            let rows: Vec<(String, i32, String)> =
                sqlx::query_as(kept).bind(order.uuid()).fetch_all(&world.server.database).await.unwrap();
            if rows.len() >= many {
                return rows;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), waiting).await.expect("they are kept")
}

#[tokio::test]
async fn what_was_submitted_cut_and_amended_is_kept_as_revisions() {
    let world = World::make().await;
    let purchaser = world.as_("purchaser").await;
    let (approver, manager) = (world.as_("approver").await, world.as_("manager").await);
    let order = world.draft(&purchaser, 5).await;
    let submitted = world.done(&purchaser, "submitOrder", &order, json!({})).await;
    let cuts = json!([{ "productId": id(PRODUCTS[0]), "quantity": "4" }]);
    let approve = json!({ "orderId": order["id"], "revision": submitted["revision"],
        "comment": "Хватит четырёх", "lineCuts": cuts });
    let decided = asked(&approver, "approveOrder", "order { status }", approve).await;
    assert_eq!(code(&decided), "done", "{decided}");
    world.until(&purchaser, &order, |order| order["status"] == "CONFIRMED").await;
    let line = json!({ "productId": id(PRODUCTS[0]), "quantity": "6" });
    let amend =
        json!({ "orderId": order["id"], "comment": "Просили ещё", "amendments": [{ "setQuantity": line }] });
    let amended = asked(&manager, "amendOrder", "order { total { gross { amount } } }", amend).await;
    assert_eq!(amended["order"]["total"]["gross"]["amount"], "720.00", "{amended}");
    let kept = revisions(&world, &order, 3).await;
    let kept: Vec<_> =
        kept.iter().map(|(event, round, many)| (event.as_str(), *round, many.as_str())).collect();
    assert_eq!(kept, [("Submitted", 1, "5"), ("Reduced", 1, "4"), ("Amended", 1, "6")]);
}

//! A buyer chooses how the goods come, and sees what that costs.

use serde_json::{Value, json};

use super::{asked, code, offer, pick_up, seen, van};
use crate::server::Browser;
use crate::world::{ORGANIZATION, PRODUCTS, World, id};

const SHOWN: &str = "total { gross { amount } } delivery { name pickUp addressId cost { gross { amount } } }
    totalByRate { rate cost { gross { amount } } }";

/// A world with both ways and an address, and the address.
async fn made() -> (World, Value) {
    let world = World::make().await;
    offer(&world, van()).await;
    offer(&world, pick_up()).await;
    let administrator = world.as_("administrator").await;
    let text = json!({ "text": "Тверь, Складская, 1" });
    let added = asked(&administrator, "addDeliveryAddress", "deliveryAddress { id }", text).await;
    let address = added["deliveryAddress"]["id"].clone();
    assert!(address.is_string(), "{added}");
    (world, address)
}

async fn ways(browser: &Browser) -> Value {
    let query = "query($id: ID!) { organization(id: $id) { deliveryWays {
        id code name pickUp vatIncluded vatRate price { amount currency } freeFrom { amount } } } }";
    browser.data(query, json!({ "id": id(ORGANIZATION) })).await["organization"]["deliveryWays"].clone()
}

async fn choose(world: &World, buyer: &Browser, order: &Value, way: &Value, address: &Value) -> Value {
    let delivery = json!({ "wayId": way["id"], "addressId": address });
    world.change(buyer, "setOrderDetails", order, json!({ "details": { "delivery": delivery } })).await
}

async fn set_bolts(world: &World, buyer: &Browser, order: &Value, bolts: u32) -> Value {
    let line = json!({ "productId": id(PRODUCTS[0]), "quantity": bolts.to_string() });
    world.done(buyer, "editOrderLines", order, json!({ "changes": [{ "setQuantity": line }] })).await
}

#[tokio::test]
async fn the_delivery_that_a_buyer_chooses_is_part_of_the_total() {
    let (world, address) = made().await;
    let purchaser = world.as_("purchaser").await;
    let ways = ways(&purchaser).await;
    let codes: Vec<_> = ways.as_array().unwrap().iter().map(|way| way["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["pickup", "van"], "the cheapest first");
    assert_eq!(ways[1]["price"], json!({ "amount": "600", "currency": "RUB" }));
    assert_eq!(ways[1]["freeFrom"], json!({ "amount": "2400" }));
    assert_eq!((&ways[0]["pickUp"], &ways[1]["vatRate"]), (&json!(true), &json!(20)));

    let order = world.draft(&purchaser, 3).await;
    for (way, to, refused) in [
        (&ways[1], &Value::Null, "DELIVERY_ADDRESS_MISSING"),
        (&ways[0], &address, "DELIVERY_ADDRESS_SUPERFLUOUS"),
    ] {
        assert_eq!(code(&choose(&world, &purchaser, &order, way, to).await), refused);
    }
    assert_eq!(code(&choose(&world, &purchaser, &order, &ways[1], &address).await), "done");
    let drafted = seen(&purchaser, &order, SHOWN).await;
    assert_eq!(drafted["total"]["gross"]["amount"], "960.00", "360 for the goods and 600 for the van");
    assert_eq!(drafted["delivery"]["cost"]["gross"]["amount"], "600.00");
    assert_eq!(drafted["delivery"]["addressId"], address);
    assert_eq!(drafted["totalByRate"], json!([{ "rate": 20, "cost": { "gross": { "amount": "960.00" } } }]));

    world.done(&purchaser, "submitOrder", &order, json!({})).await;
    let submitted = seen(&world.as_("approver").await, &order, SHOWN).await;
    assert_eq!(submitted, drafted, "the approver decides about the same");
}

#[tokio::test]
async fn the_delivery_is_free_from_the_threshold_on_and_not_below_it() {
    let (world, address) = made().await;
    let purchaser = world.as_("purchaser").await;
    let van = ways(&purchaser).await[1].clone();
    let order = world.draft(&purchaser, 19).await;
    assert_eq!(code(&choose(&world, &purchaser, &order, &van, &address).await), "done");
    for (bolts, total) in [(20, "2400.00"), (19, "2880.00"), (21, "2520.00")] {
        let order = set_bolts(&world, &purchaser, &order, bolts).await;
        assert_eq!(order["total"]["gross"]["amount"], total, "{bolts} bolts");
    }
}

#[tokio::test]
async fn a_way_that_is_withdrawn_is_not_offered_and_stops_drafts_that_chose_it() {
    let (world, address) = made().await;
    let purchaser = world.as_("purchaser").await;
    let chosen = ways(&purchaser).await[1].clone();
    let (sent, kept) = (world.draft(&purchaser, 3).await, world.draft(&purchaser, 3).await);
    for order in [&sent, &kept] {
        assert_eq!(code(&choose(&world, &purchaser, order, &chosen, &address).await), "done");
    }
    world.done(&purchaser, "submitOrder", &sent, json!({})).await;
    let mut withdrawn = van();
    withdrawn.withdrawn = true;
    offer(&world, withdrawn).await;
    assert_eq!(ways(&purchaser).await.as_array().unwrap().len(), 1);
    let refused = world.change(&purchaser, "submitOrder", &kept, json!({})).await;
    assert_eq!(code(&refused), "DELIVERY_WAY_WITHDRAWN");
    let told = seen(&purchaser, &kept, "repricing { total { amount } obstacles { code } }").await;
    let obstacles = json!([{ "code": "DELIVERY_WAY_WITHDRAWN" }]);
    assert_eq!(told["repricing"], json!({ "total": null, "obstacles": obstacles }));
    assert_eq!(seen(&purchaser, &sent, SHOWN).await["total"]["gross"]["amount"], "960.00");
}

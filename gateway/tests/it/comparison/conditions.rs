//! Conditions that look beyond the order: a new address, a list of prices, another currency.

use domain::vocabulary::{DeliveryWayId, PriceTypeId};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{any_of, approval, demand, done, in_force, submitted};
use crate::server::Browser;
use crate::world::{PRODUCTS, World, id};

const COURIER: DeliveryWayId = DeliveryWayId(Uuid::from_u128(0xF1));
const LIST: PriceTypeId = PriceTypeId(Uuid::from_u128(0xC9));

async fn ask_the_director(world: &World, condition: Value) {
    in_force(world, json!([demand("Директор", json!([any_of("ADMINISTRATOR")]), json!([condition]))])).await;
}

async fn offer(world: &World, sql: String) {
    sqlx::raw_sql(&sql).execute(&world.server.database).await.unwrap();
}

async fn sent_to(world: &World, browser: &Browser, address: &Value) -> Value {
    let order = world.draft(browser, 1).await;
    let delivery = json!({ "wayId": id(COURIER), "addressId": address });
    world.done(browser, "setOrderDetails", &order, json!({ "details": { "delivery": delivery } })).await;
    world.done(browser, "submitOrder", &order, json!({})).await
}

#[tokio::test]
async fn an_order_to_a_new_address_is_asked_about_and_the_next_to_it_is_not() {
    let world = World::make().await;
    let (purchaser, administrator) = (world.as_("purchaser").await, world.as_("administrator").await);
    offer(
        &world,
        format!(
        "INSERT INTO ordering.delivery_ways (id, code, name, pick_up, price, currency, vat_rate, vat_included)
         VALUES ('{COURIER}', 'courier', 'Курьер', false, 50, 'RUB', '20', false)"
    ),
    )
    .await;
    ask_the_director(&world, json!({ "fact": "NEW_DELIVERY_ADDRESS" })).await;
    let mut addresses = Vec::new();
    for text in ["Склад у ворот", "Стройка за рекой"] {
        let added =
            done(&administrator, "addDeliveryAddress", "deliveryAddress { id }", json!({ "text": text }))
                .await;
        addresses.push(added["deliveryAddress"]["id"].clone());
    }
    let first = sent_to(&world, &purchaser, &addresses[0]).await;
    assert_eq!(first["status"], "PENDING_APPROVAL");
    world.done(&administrator, "approveOrder", &first, json!({ "revision": first["revision"] })).await;
    world.until(&purchaser, &first, |order| order["status"] == "CONFIRMED").await;
    assert_ne!(sent_to(&world, &purchaser, &addresses[0]).await["status"], "PENDING_APPROVAL");
    assert_eq!(sent_to(&world, &purchaser, &addresses[1]).await["status"], "PENDING_APPROVAL");
}

#[tokio::test]
async fn goods_that_are_dearer_than_a_list_are_asked_about() {
    let world = World::make().await;
    let purchaser = world.as_("purchaser").await;
    // The contract says 100.00 without VAT; the list 100.00 with it: a fifth less.
    offer(
        &world,
        format!(
            "INSERT INTO catalogue.price_types (id, external_id, name, currency, vat_included)
         VALUES ('{LIST}', 'list', 'Прайс', 'RUB', true);
         INSERT INTO catalogue.prices (price_type, product, amount, currency, valid_from)
         VALUES ('{LIST}', '{}', 100, 'RUB', '2026-01-01')",
            PRODUCTS[0]
        ),
    )
    .await;
    ask_the_director(&world, json!({ "anyLineAboveList": { "priceTypeId": id(LIST), "percent": "19.99" } }))
        .await;
    let order = submitted(&world, &purchaser, 1).await;
    assert_eq!(order["status"], "PENDING_APPROVAL");
    let told = approval(&purchaser, &order, "reasons { findings { holds percent productIds } }").await;
    let found = json!([{ "holds": "HOLDS", "percent": "20.00", "productIds": [id(PRODUCTS[0])] }]);
    assert_eq!(told["reasons"][0]["findings"], found);
}

#[tokio::test]
async fn an_amount_in_another_currency_is_asked_about_and_said_to_be_unknown() {
    let world = World::make().await;
    let purchaser = world.as_("purchaser").await;
    let amount = json!({ "amount": "1000000", "currency": "EUR" });
    ask_the_director(&world, json!({ "orderTotal": { "comparison": "ABOVE", "amount": amount } })).await;
    let order = submitted(&world, &purchaser, 1).await;
    assert_eq!(order["status"], "PENDING_APPROVAL");
    let told = approval(&purchaser, &order, "reasons { findings { holds } }").await;
    assert_eq!(told["reasons"][0]["findings"], json!([{ "holds": "UNKNOWN" }]));
}

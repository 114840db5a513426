//! Complaint 5: budgets that are wrong; and the starter that forgets what was spent before.

use domain::vocabulary::DeliveryWayId;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{approval, ask, demand, in_force, preview, submitted};
use crate::server::Browser;
use crate::world::{ORGANIZATION, World, id};

const COURIER: DeliveryWayId = DeliveryWayId(Uuid::from_u128(0xF1));

/// Above so many rubles a month an administrator decides.
async fn with_a_month_of(world: &World, rubles: u32) {
    let amount = json!({ "amount": rubles.to_string(), "currency": "RUB" });
    let spend = json!({ "comparison": "ABOVE", "amount": amount, "period": "MONTH" });
    let stage = json!([{ "mode": "ANY_OF", "approvers": [{ "role": "ADMINISTRATOR" }] }]);
    in_force(world, json!([demand(stage, json!([{ "spendOfMember": spend }]))])).await;
}

/// A courier for 50.00 and 20 % VAT on top.
async fn offer_a_courier(world: &World) {
    let offer = format!(
        "INSERT INTO ordering.delivery_ways (id, code, name, pick_up, price, currency, vat_rate, vat_included)
         VALUES ('{COURIER}', 'courier', 'Курьер', false, 50, 'RUB', '20', false)"
    );
    sqlx::raw_sql(&offer).execute(&world.server.database).await.unwrap();
}

async fn delivered(world: &World, browser: &Browser, bolts: u32, address: &Value) -> Value {
    let order = world.draft(browser, bolts).await;
    let delivery = json!({ "wayId": id(COURIER), "addressId": address });
    world.done(browser, "setOrderDetails", &order, json!({ "details": { "delivery": delivery } })).await
}

fn found(amount: &str) -> Value {
    json!([{ "holds": "HOLDS", "amount": { "amount": amount } }])
}

#[tokio::test]
async fn complaint_05_what_a_member_spends_counts_delivery_and_vat_and_what_still_waits() {
    let world = World::make().await;
    let (purchaser, administrator) = (world.as_("purchaser").await, world.as_("administrator").await);
    offer_a_courier(&world).await;
    with_a_month_of(&world, 700).await;
    let text = json!({ "text": "Склад у ворот" });
    let added = ask(&administrator, "addDeliveryAddress", "deliveryAddress { id }", ORGANIZATION, text).await;
    let address = &added["deliveryAddress"]["id"];

    // Three bolts with VAT for 360.00, and the courier for 60.00.
    let first = delivered(&world, &purchaser, 3, address).await;
    assert_eq!(first["total"]["gross"]["amount"], "420.00");
    world.done(&purchaser, "submitOrder", &first, json!({})).await;
    world.until(&purchaser, &first, |order| order["status"] == "CONFIRMED").await;

    // 420.00 and 300.00: without the couriers, and without VAT, it would be 600.00.
    let second = delivered(&world, &purchaser, 2, address).await;
    let warned = preview(&purchaser, &second).await;
    assert_eq!(warned["outcome"], "APPROVAL_NEEDED", "said before it is submitted");
    assert_eq!(warned["findings"][0]["conditions"], found("720.00"));
    let second = world.done(&purchaser, "submitOrder", &second, json!({})).await;
    assert_eq!(second["status"], "PENDING_APPROVAL");
    let told = approval(&administrator, &second).await;
    assert_eq!(told["reasons"][0]["findings"], found("720.00"), "and to the approver again");

    // Without the order that waits it would be 540.00.
    let third = submitted(&world, &purchaser, 1).await;
    assert_eq!(third["status"], "PENDING_APPROVAL");
    assert_eq!(approval(&administrator, &third).await["reasons"][0]["findings"], found("840.00"));
}

#[tokio::test]
async fn starter_fault_2_earlier_spending_in_the_period_counts_on_the_server() {
    let world = World::make().await;
    let (purchaser, colleague) = (world.as_("purchaser").await, world.as_("colleague").await);
    with_a_month_of(&world, 500).await;
    let first = submitted(&world, &purchaser, 3).await;
    world.until(&purchaser, &first, |order| order["status"] == "CONFIRMED").await;

    let of_another = submitted(&world, &colleague, 2).await;
    assert_ne!(of_another["status"], "PENDING_APPROVAL", "a colleague spends on their own account");
    let second = submitted(&world, &purchaser, 2).await;
    assert_eq!(second["status"], "PENDING_APPROVAL", "360.00 of earlier and 240.00 now");

    // Four weeks later another month counts anew.
    world.server.clock.advance(chrono::Duration::days(30));
    let purchaser = world.as_("purchaser").await;
    let later = submitted(&world, &purchaser, 2).await;
    assert_ne!(later["status"], "PENDING_APPROVAL");
}

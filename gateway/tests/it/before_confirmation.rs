//! Orders before the supplier confirms them: the delivery, prices that changed, and orders that
//! the supplier's manager writes for a customer.

mod delivery;
mod for_customer;
mod lists;
mod repricing;

use commands::ordering::KeepDeliveryWay;
use commands::{Request, Requester};
use domain::journal::Tenant;
use domain::ordering::order::{DeliveryTariff, delivery_way_id};
use domain::vocabulary::{Currency, Money, PersonId};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::server::Browser;
use crate::world::{ORGANIZATION, PRODUCTS, World, id};

/// A van for 600 rubles with VAT, free of charge from 2,400 on.
fn van() -> KeepDeliveryWay {
    let rubles = |amount: u32| Money::new(amount.into(), Currency::RUB);
    let tariff = DeliveryTariff {
        way: delivery_way_id("van"),
        name: "Машина поставщика".to_owned(),
        pick_up: false,
        price: rubles(600),
        vat_included: true,
        vat_rate: "20".parse().unwrap(),
        free_from: Some(rubles(2400)),
    };
    KeepDeliveryWay { code: "van".to_owned(), tariff, withdrawn: false }
}

/// The buyer fetches the goods.
fn pick_up() -> KeepDeliveryWay {
    let mut keep = van();
    "pickup".clone_into(&mut keep.code);
    keep.tariff.way = delivery_way_id("pickup");
    "Самовывоз".clone_into(&mut keep.tariff.name);
    keep.tariff.pick_up = true;
    keep.tariff.price = Money::new(0.into(), Currency::RUB);
    keep.tariff.free_from = None;
    keep
}

async fn offer(world: &World, way: KeepDeliveryWay) {
    let request = Request::new(Uuid::from_u128(1));
    let console = Requester::console(Tenant::Supplier);
    world.server.commands.execute(&console, &request, &way).await.unwrap();
}

/// Asks for something in the organization, and gives the payload.
async fn asked(browser: &Browser, mutation: &str, shown: &str, mut input: Value) -> Value {
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let query =
        format!("mutation($input: {kind}!) {{ {mutation}(input: $input) {{ {shown} errors {{ code }} }} }}");
    input["organizationId"] = json!(id(ORGANIZATION));
    browser.data(&query, json!({ "input": input })).await[mutation].clone()
}

/// What a member sees of an order.
async fn seen(browser: &Browser, order: &Value, shown: &str) -> Value {
    let query = format!(
        "query($organization: ID!, $order: ID!) {{ organization(id: $organization) {{
            order(id: $order) {{ {shown} }} }} }}"
    );
    let variables = json!({ "organization": id(ORGANIZATION), "order": order["id"] });
    browser.data(&query, variables).await["organization"]["order"].clone()
}

async fn person(world: &World, name: &str) -> String {
    let person = sqlx::query_scalar("SELECT person FROM identity.directory WHERE email = $1");
    let person = person.bind(format!("{name}@example.org")).fetch_one(&world.server.database).await;
    id(PersonId(person.unwrap()))
}

/// The manager writes an order of so many bolts for a member, and gives the payload.
async fn place_for(manager: &Browser, member: &str, bolts: u32) -> Value {
    let lines = json!([{ "productId": id(PRODUCTS[0]), "quantity": bolts.to_string() }]);
    let input = json!({ "personId": member, "contractId": id(crate::world::CONTRACT), "lines": lines });
    asked(manager, "createDraftForCustomer", "order { id status placedBy { id } author { id } }", input).await
}

/// The first code of a refusal.
fn code(payload: &Value) -> &str {
    payload["errors"][0]["code"].as_str().unwrap_or("done")
}

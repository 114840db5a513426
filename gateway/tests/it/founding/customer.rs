//! From an empty folder to a customer's first order.

use std::time::Duration;

use serde_json::{Value, json};

use super::place::{catalogue, example, printed};
use crate::data_folder::TestFolder;
use crate::server::Browser;
use crate::service::{Service, kabinet, output};

const CONTRACTS: &str = "{ viewer { memberships { roles
    organization { id name contracts { id number priceType } } } } }";
const PRODUCTS: &str = "query($organization: ID!, $contract: ID!) {
    catalogue(organizationId: $organization, contractId: $contract) {
        products(text: \"молоток\", first: 5) { nodes { id article price { money { amount } } } } } }";
const DRAFT: &str = "mutation($input: CreateDraftInput!) { createDraft(input: $input) {
    order { id total { net { amount } gross { amount } } } errors { code message } } }";
const SUBMIT: &str = "mutation($input: SubmitOrderInput!) { submitOrder(input: $input) {
    order { status total { net { amount } gross { amount } }
        approval { stages { groups { approvers { name } } } } } errors { code message } } }";

/// The password that was told after the line about a person.
fn password(told: &str, email: &str) -> String {
    let mut lines = told.lines().skip_while(|line| !line.starts_with(&format!("new person {email}")));
    let line = lines.nth(1).expect("a line after the person's");
    line.trim().strip_prefix("password, shown this once: ").expect("a password").to_owned()
}

/// Where somebody belongs, once the running service has seen what the console wrote.
async fn membership(of: &Browser) -> Value {
    let seen = async {
        loop {
            let membership = of.data(CONTRACTS, json!({})).await["viewer"]["memberships"][0].clone();
            if membership["organization"]["name"].is_string() {
                return membership;
            }
        }
    };
    tokio::time::timeout(Duration::from_mins(1), seen).await.expect("the organization is seen")
}

#[tokio::test]
async fn a_purchaser_of_the_example_orders_at_the_price_of_the_contract() {
    let folder = TestFolder::new();
    let service = Service::start(&folder.path());
    let here = |command: &mut std::process::Command| {
        printed(&output(command.env("KABINET_DATA_DIR", folder.path())))
    };
    here(&mut catalogue());
    let file = folder.top().join("customers.toml");
    std::fs::write(&file, example()).unwrap();
    let told = here(kabinet(&["seed", "organizations"]).arg(&file));

    let purchaser = Browser::at(&format!("http://{}", service.address));
    let email = "gleb.sotnikov@malyar.example";
    let signed_in = purchaser.sign_in(email, &password(&told, email)).await;
    assert_eq!(signed_in.json()["data"]["signIn"]["errors"], json!([]), "{}", signed_in.text);
    let membership = membership(&purchaser).await;
    assert_eq!(membership["roles"], json!(["PURCHASER"]));
    let organization = &membership["organization"];
    assert_eq!(organization["name"], "ООО «Весёлый маляр»");
    let contracts = organization["contracts"].as_array().unwrap();
    let of = |kind: &str| contracts.iter().find(|contract| contract["priceType"] == kind).unwrap();
    assert_eq!(of("Оптовая")["number"], "ТК-2026/008");
    let contract = of("Дилерская без НДС");
    assert_eq!(contract["number"], "ТК-2026/007");

    let place = json!({ "organization": organization["id"], "contract": contract["id"] });
    let products = purchaser.data(PRODUCTS, place).await["catalogue"]["products"]["nodes"].clone();
    let hammer = products.as_array().unwrap().iter().find(|product| product["article"] == "МС-500").unwrap();
    assert_eq!(hammer["price"]["money"]["amount"], "1000.25");
    let lines = json!([{ "productId": hammer["id"], "quantity": "2" }]);
    let asked = |with: Value| {
        let mut input = json!({ "organizationId": organization["id"] });
        input.as_object_mut().unwrap().extend(with.as_object().unwrap().clone());
        json!({ "input": input })
    };
    let draft = asked(json!({ "contractId": contract["id"], "lines": lines }));
    let drafted = purchaser.data(DRAFT, draft).await["createDraft"].clone();
    assert_eq!(drafted["errors"], json!([]));
    let order = asked(json!({ "orderId": drafted["order"]["id"] }));
    let submitted = purchaser.data(SUBMIT, order).await["submitOrder"].clone();
    assert_eq!(submitted["errors"], json!([]));
    let order = &submitted["order"];
    assert_eq!(order["total"], json!({ "net": { "amount": "2000.50" }, "gross": { "amount": "2440.61" } }));
    assert_eq!(order["status"], "PENDING_APPROVAL");
    let approvers = &order["approval"]["stages"][0]["groups"][0]["approvers"];
    assert_eq!(approvers, &json!([{ "name": "Раиса Белкина" }]));
}

//! Templates over HTTP: kept, shared, and ordered again.

use serde_json::{Value, json};

use crate::server::Browser;
use crate::world::{CONTRACT, ORGANIZATION, PRODUCTS, World, id};

async fn change(browser: &Browser, mutation: &str, shown: &str, input: Value) -> Value {
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let query = format!(
        "mutation($input: {kind}!) {{ {mutation}(input: $input) {{ {shown} errors {{ code message field }} }} }}"
    );
    let mut input = input;
    input["organizationId"] = json!(id(ORGANIZATION));
    browser.data(&query, json!({ "input": input })).await[mutation].clone()
}

/// Bolts and washers, of which the washers have no price.
async fn kept(browser: &Browser, name: &str, shared: bool) -> Value {
    let line = |product: usize, some: &str| json!({ "productId": id(PRODUCTS[product]), "quantity": some });
    let input = json!({ "name": name, "shared": shared, "from": { "lines": [line(0, "3"), line(2, "1")] } });
    let saved = change(browser, "saveOrderTemplate", "template { id version }", input).await;
    assert_eq!(saved["errors"], json!([]));
    saved["template"].clone()
}

async fn listed(browser: &Browser, arguments: &str) -> Value {
    let query = format!(
        "query($id: ID!) {{ organization(id: $id) {{ orderTemplates({arguments}) {{
            pageInfo {{ hasNextPage endCursor }} nodes {{ name shared lineCount owner {{ name }} availableActions
            contents {{ canBeOrdered total {{ gross {{ amount }} }}
                lines {{ name quantity verdict {{ code }} }} }} }} }} }} }}"
    );
    let data = browser.data(&query, json!({ "id": id(ORGANIZATION) })).await;
    data["organization"]["orderTemplates"].clone()
}

fn names(list: &Value) -> Vec<&str> {
    list["nodes"].as_array().unwrap().iter().map(|node| node["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_shared_template_shows_todays_prices_to_everybody_who_orders() {
    let world = World::make().await;
    let (purchaser, colleague) = (world.as_("purchaser").await, world.as_("colleague").await);
    kept(&purchaser, "Крепёж", true).await;
    kept(&purchaser, "Моё", false).await;
    let list = listed(&colleague, "first: 5").await;
    assert_eq!(names(&list), ["Крепёж"]);
    let template = &list["nodes"][0];
    assert_eq!(template["owner"], json!({ "name": "Анна Петрова" }));
    assert_eq!(template["availableActions"], json!(["ADD_TO_CART", "DRAFT"]));
    let contents = json!({ "canBeOrdered": false, "total": { "gross": { "amount": "360.00" } }, "lines": [
        { "name": "Болт", "quantity": "3", "verdict": { "code": "AVAILABLE" } },
        { "name": "Шайба", "quantity": "1", "verdict": { "code": "UNPRICED" } },
    ] });
    assert_eq!(template["contents"], contents);

    assert_eq!(names(&listed(&purchaser, "first: 5").await), ["Крепёж", "Моё"]);
    let first = listed(&purchaser, "first: 1").await;
    assert_eq!(first["pageInfo"]["hasNextPage"], true);
    let after = format!("first: 1, after: {}", first["pageInfo"]["endCursor"]);
    assert_eq!(names(&listed(&purchaser, &after).await), ["Моё"]);
    assert_eq!(names(&listed(&purchaser, "last: 1").await), ["Моё"]);
    assert_eq!(names(&listed(&purchaser, "first: 5, shared: false").await), ["Моё"]);
    for nobody in ["approver", "accountant", "observer"] {
        assert_eq!(listed(&world.as_(nobody).await, "first: 5").await["nodes"], json!([]), "{nobody}");
    }
}

#[tokio::test]
async fn complaint_14_ordering_again_loses_nothing_silently() {
    let world = World::make().await;
    let purchaser = world.as_("purchaser").await;
    let template = kept(&purchaser, "Крепёж", false).await;
    let shown = "cart { lines { name quantity } } lines { name asked quantity code message }";
    let input = json!({ "templateId": template["id"], "contractId": id(CONTRACT) });
    for (code, quantity) in [("ADDED", "3"), ("RAISED", "6")] {
        let taken = change(&purchaser, "addTemplateToCart", shown, input.clone()).await;
        assert_eq!(taken["errors"], json!([]));
        assert_eq!(taken["cart"]["lines"], json!([{ "name": "Болт", "quantity": quantity }]));
        assert_eq!(
            (&taken["lines"][0]["code"], &taken["lines"][0]["quantity"]),
            (&json!(code), &json!(quantity))
        );
        let left = json!({ "name": "Шайба", "asked": "1", "quantity": null, "code": "UNPRICED",
            "message": "Не добавлено: нет цены по этому договору." });
        assert_eq!(taken["lines"][1], left);
    }
    let shown = "order { id status total { gross { amount } } } lines { code }";
    let begun = change(&purchaser, "draftFromTemplate", shown, input).await;
    assert_eq!(begun["order"]["status"], "DRAFT");
    assert_eq!(begun["order"]["total"]["gross"]["amount"], "360.00");
    assert_eq!(begun["lines"], json!([{ "code": "ADDED" }, { "code": "UNPRICED" }]));

    let input = json!({ "orderId": begun["order"]["id"], "contractId": id(CONTRACT) });
    let again = change(&purchaser, "repeatOrder", shown, input).await;
    assert_eq!(
        (&again["order"]["status"], &again["lines"]),
        (&json!("DRAFT"), &json!([{ "code": "ADDED" }]))
    );
    assert_ne!(again["order"]["id"], begun["order"]["id"]);
}

#[tokio::test]
async fn a_template_is_changed_in_the_version_that_was_seen_and_thrown_away() {
    let world = World::make().await;
    let purchaser = world.as_("purchaser").await;
    let template = kept(&purchaser, "Крепёж", false).await;
    let input = |version: i64, more: Value| {
        let mut input = json!({ "templateId": template["id"], "templateVersion": version });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        input
    };
    let shown = "template { name shared version lineCount }";
    let renamed =
        change(&purchaser, "renameOrderTemplate", shown, input(1, json!({ "name": "Болты" }))).await;
    let expected = json!({ "name": "Болты", "shared": false, "version": 2, "lineCount": 2 });
    assert_eq!(renamed["template"], expected);
    let late = change(&purchaser, "shareOrderTemplate", shown, input(1, json!({ "shared": true }))).await;
    assert_eq!((&late["template"], &late["errors"][0]["code"]), (&Value::Null, &json!("TEMPLATE_CHANGED")));
    let shared = change(&purchaser, "shareOrderTemplate", shown, input(2, json!({ "shared": true }))).await;
    assert_eq!(shared["template"]["shared"], true);
    let lines = json!({ "lines": [{ "productId": id(PRODUCTS[1]), "quantity": "9" }] });
    let changed = change(&purchaser, "changeTemplateLines", shown, input(3, lines)).await;
    assert_eq!((&changed["template"]["version"], &changed["template"]["lineCount"]), (&json!(4), &json!(1)));
    let nameless = change(&purchaser, "renameOrderTemplate", shown, input(4, json!({ "name": " " }))).await;
    let refusal = json!([{ "code": "TEMPLATE_NAME_INVALID", "field": "name",
        "message": "В названии от 1 до 120 символов, в одну строку." }]);
    assert_eq!(nameless["errors"], refusal);
    let gone = change(&purchaser, "deleteOrderTemplate", "deletedTemplateId", input(4, json!({}))).await;
    assert_eq!(gone["deletedTemplateId"], template["id"]);
    assert_eq!(listed(&purchaser, "first: 5").await["nodes"], json!([]));
}

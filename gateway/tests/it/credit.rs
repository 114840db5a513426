//! An order over the limit, over HTTP: told before, held, freed by itself.

use chrono::TimeDelta;
use commands::accounts::{Arrival, Arrived, SetCreditLimit, settle};
use commands::{Request, Requester};
use domain::accounts::exposure::CreditAccount;
use domain::accounts::settlement::{Entry, EntryKind, Side};
use domain::journal::Tenant;
use domain::vocabulary::{Currency, OrderId};
use gateway::graphql::global_id::GlobalId;
use gateway::workers::waiting_for_credit;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::server::Browser;
use crate::world::{CONTRACT, ORGANIZATION, World, id};

/// Lets the organization pay two weeks after the shipment, up to a limit.
pub async fn on_credit(world: &World, amount: i64) {
    let deferred = r#"UPDATE organizations.contracts SET payment_terms = '{"kind":"deferred","days":14}'"#;
    sqlx::raw_sql(deferred).execute(&world.server.database).await.unwrap();
    let account = CreditAccount { organization: ORGANIZATION, currency: Currency::RUB };
    let set = SetCreditLimit { account, amount: amount.into(), from: None, until: None };
    let (console, request) = (Requester::console(ORGANIZATION.into()), Request::new(Uuid::from_u128(1)));
    world.server.commands.execute(&console, &request, &set).await.unwrap();
}

/// 1C posts a document of the organization.
async fn posts(world: &World, kind: EntryKind, side: Side, amount: i64, order: Option<OrderId>) {
    let now = world.server.commands.ports().clock.now();
    let entry = Entry {
        organization: ORGANIZATION,
        contract: CONTRACT,
        currency: Currency::RUB,
        kind,
        side,
        number: "УТ-1".to_owned(),
        effective: now.date_naive(),
        amount: amount.into(),
        due: Some(now.date_naive() + TimeDelta::days(14)).filter(|_| side == Side::Debit),
        order,
        allocations: vec![],
    };
    let mut transaction = world.server.database.begin().await.unwrap();
    sqlx::raw_sql("SET LOCAL ROLE kabinet_writer").execute(&mut *transaction).await.unwrap();
    let arrived =
        Arrived { id: format!("{kind:?} {amount}"), version: 1, what: Arrival::Posted(entry.into()) };
    let (ports, base) = (world.server.commands.ports(), "ut".parse().unwrap());
    let (console, request) = (Requester::console(Tenant::Supplier), Request::new(Uuid::from_u128(1)));
    let settled = settle(&mut transaction, ports, &console, &request, &base, vec![arrived]).await.unwrap();
    transaction.commit().await.unwrap();
    world.server.commands.wake().reached(settled.position.unwrap());
}

async fn credit(browser: &Browser) -> Value {
    let query = "query($id: ID!) { organization(id: $id) { credit {
        limit { amount } available { amount } open { amount } held { amount } stale lastExchange
        terms { exceeded } limitSetBy { kind }
        holds { orderId amount { amount } left { amount } invoiced { amount } documents }
        waiting { orderId check { amountToFree { amount } availableAfter { amount } } }
        exceptions { orderId grantedBy { kind } } } } }";
    browser.data(query, json!({ "id": id(ORGANIZATION) })).await["organization"]["credit"].clone()
}

async fn agrees(manager: &Browser, mutation: &str, more: Value) -> Value {
    let mut input = json!({ "organizationId": id(ORGANIZATION) });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let query = format!(
        "mutation($input: {kind}!) {{ {mutation}(input: $input) {{ errors {{ code message }} stale {{ reason }} }} }}"
    );
    manager.data(&query, json!({ "input": input })).await[mutation]["errors"].clone()
}

async fn held_for(browser: &Browser, order: &Value) -> Value {
    let query =
        "query($organization: ID!, $order: ID!) { organization(id: $organization) { order(id: $order) {
        status heldFor { hold credit { outcome amountToFree { amount currency } limit { amount }
            reasons { kind amount { amount } } } } } } }";
    let variables = json!({ "organization": id(ORGANIZATION), "order": order["id"] });
    browser.data(query, variables).await["organization"]["order"].clone()
}

/// A submitted order of the purchaser that the approver let pass: so many bolts of 120.
async fn approved(world: &World, bolts: u32) -> Value {
    let (purchaser, approver) = (world.as_("purchaser").await, world.as_("approver").await);
    let order = world.draft(&purchaser, bolts).await;
    let order = world.done(&purchaser, "submitOrder", &order, json!({})).await;
    world.done(&approver, "approveOrder", &order, json!({ "revision": order["revision"] })).await
}

async fn until_stopped(browser: &Browser, order: &Value) -> Value {
    let waiting = async {
        loop {
            let seen = held_for(browser, order).await;
            if seen["heldFor"][0]["credit"].is_object() {
                return seen;
            }
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), waiting).await.expect("it is stopped")
}

#[tokio::test]
async fn an_order_over_the_limit_is_held_and_goes_on_by_itself_when_the_limit_is_raised() {
    let world = World::make().await;
    on_credit(&world, 1_000).await;
    posts(&world, EntryKind::Invoice, Side::Debit, 300, None).await;
    let (purchaser, manager) = (world.as_("purchaser").await, world.as_("manager").await);
    let accountant = world.as_("accountant").await;
    let order = approved(&world, 10).await;
    let seen = until_stopped(&purchaser, &order).await;
    let check = &seen["heldFor"][0]["credit"];
    assert_eq!(check["outcome"], "HOLD");
    assert_eq!(check["amountToFree"], json!({ "amount": "500.00", "currency": "RUB" }));
    assert_eq!(check["reasons"][0]["kind"], "LIMIT_EXCEEDED");
    assert_eq!(check["limit"], Value::Null, "a purchaser does not see the account");
    assert_eq!(held_for(&accountant, &order).await["heldFor"][0]["credit"]["limit"]["amount"], "1000.00");
    let told = credit(&accountant).await;
    assert_eq!(told["waiting"][0]["orderId"], order["id"]);
    assert_eq!(told["available"]["amount"], "700.00");
    assert_eq!((&told["open"]["amount"], &told["stale"]), (&json!("300.00"), &json!(false)));
    assert_eq!(credit(&purchaser).await, Value::Null);

    let limit = json!({ "limit": { "amount": "1500", "currency": "RUB" } });
    assert_eq!(agrees(&manager, "setCreditLimit", limit).await, json!([]));
    world.until(&purchaser, &order, |order| order["status"] == "CONFIRMED").await;
    let told = credit(&accountant).await;
    assert_eq!((&told["available"]["amount"], &told["waiting"]), (&json!("0.00"), &json!([])));
    assert_eq!(told["holds"][0]["left"]["amount"], "1200.00");
    assert_eq!(told["limitSetBy"]["kind"], "PERSON");
}

#[tokio::test]
async fn a_payment_frees_the_order_and_its_invoice_takes_the_place_of_the_hold() {
    let world = World::make().await;
    on_credit(&world, 1_500).await;
    posts(&world, EntryKind::Invoice, Side::Debit, 1_000, None).await;
    let (purchaser, accountant) = (world.as_("purchaser").await, world.as_("accountant").await);
    let order = approved(&world, 10).await;
    let seen = until_stopped(&purchaser, &order).await;
    assert_eq!(seen["heldFor"][0]["credit"]["amountToFree"]["amount"], "700.00");
    posts(&world, EntryKind::Payment, Side::Credit, 700, None).await;
    world.until(&purchaser, &order, |order| order["status"] == "CONFIRMED").await;
    assert_eq!(credit(&accountant).await["available"]["amount"], "0.00");

    let number = GlobalId::parse(order["id"].as_str().unwrap()).unwrap().0;
    posts(&world, EntryKind::Invoice, Side::Debit, 800, Some(number)).await;
    let waiting = async {
        loop {
            let told = credit(&accountant).await;
            if told["holds"][0]["documents"] != json!([]) {
                return told;
            }
        }
    };
    let told = tokio::time::timeout(std::time::Duration::from_secs(20), waiting).await.unwrap();
    let hold = &told["holds"][0];
    assert_eq!((&hold["left"]["amount"], &hold["invoiced"]["amount"]), (&json!("400.00"), &json!("800.00")));
    assert_eq!(told["available"]["amount"], "0.00", "neither missing nor counted twice");
}

#[tokio::test]
async fn credit_that_blocks_refuses_the_submission_and_the_preview_tells_it_before() {
    let world = World::make().await;
    on_credit(&world, 100).await;
    posts(&world, EntryKind::Payment, Side::Credit, 50, None).await;
    let (purchaser, manager) = (world.as_("purchaser").await, world.as_("manager").await);
    let terms = json!({ "currency": "RUB", "creditTerms": { "exceeded": "BLOCK", "stale": "WARN" } });
    assert_eq!(agrees(&manager, "setCreditTerms", terms).await, json!([]));
    let order = world.draft(&purchaser, 2).await;
    let query = "query($organization: ID!, $order: ID!) { organization(id: $organization) {
        approvalPreview(orderId: $order) { outcome obstacles { code }
            credit { outcome amountToFree { amount } availableAfter { amount } } } } }";
    let variables = json!({ "organization": id(ORGANIZATION), "order": order["id"] });
    let preview = purchaser.data(query, variables).await["organization"]["approvalPreview"].clone();
    assert_eq!(
        (&preview["outcome"], &preview["obstacles"][0]["code"]),
        (&json!("CANNOT_BE_SUBMITTED"), &json!("CREDIT_BLOCKED"))
    );
    assert_eq!(preview["credit"]["amountToFree"]["amount"], "90.00");
    assert_eq!(preview["credit"]["availableAfter"], Value::Null);
    let refused = world.change(&purchaser, "submitOrder", &order, json!({})).await;
    assert_eq!(refused["errors"][0]["code"], "CREDIT_BLOCKED");
    assert!(refused["errors"][0]["message"].as_str().unwrap().contains("90.00 RUB"), "{refused}");

    let exception = json!({ "exception": { "amount": "240", "currency": "RUB" } });
    world.done(&manager, "grantCreditException", &order, exception).await;
    let order = world.done(&purchaser, "submitOrder", &order, json!({})).await;
    let approver = world.as_("approver").await;
    world.done(&approver, "approveOrder", &order, json!({ "revision": order["revision"] })).await;
    world.until(&purchaser, &order, |order| order["status"] == "CONFIRMED").await;
    let told = credit(&world.as_("administrator").await).await;
    assert_eq!(told["exceptions"][0]["grantedBy"]["kind"], "PERSON");
    assert_eq!(agrees(&manager, "liftCreditLimit", json!({ "currency": "RUB" })).await, json!([]));
    assert_eq!(credit(&world.as_("administrator").await).await["limit"], Value::Null);
}

#[tokio::test]
async fn an_order_that_waits_because_1c_is_silent_goes_on_when_1c_speaks_again_about_others() {
    let world = World::make().await;
    on_credit(&world, 10_000).await;
    posts(&world, EntryKind::Payment, Side::Credit, 50, None).await;
    let heard = |ago: &str| format!("UPDATE accounts.bases_heard SET heard_at = heard_at - interval '{ago}'");
    sqlx::raw_sql(&heard("2 days")).execute(&world.server.database).await.unwrap();
    let administrator = world.as_("administrator").await;
    let order = world.draft(&administrator, 2).await;
    let order = world.done(&administrator, "submitOrder", &order, json!({})).await;
    let seen = until_stopped(&administrator, &order).await;
    assert_eq!(seen["heldFor"][0]["credit"]["reasons"][0]["kind"], "STALE");

    let (pool, commands) = (world.server.commands.pool(), &world.server.commands);
    waiting_for_credit::look(pool, commands).await.unwrap();
    assert_eq!(held_for(&administrator, &order).await["status"], "APPROVED", "1C is still silent");
    sqlx::raw_sql(&heard("-2 days")).execute(&world.server.database).await.unwrap();
    waiting_for_credit::look(pool, commands).await.unwrap();
    world.until(&administrator, &order, |order| order["status"] == "CONFIRMED").await;
}

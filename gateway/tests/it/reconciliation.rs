//! Reconciliation statements, over HTTP: asked by a member, fetched and answered by 1C, compared
//! and agreed with.

use std::time::Duration;

use chrono::TimeDelta;
use gateway::workers::reconciling;
use serde_json::{Value, json};

use crate::exchange::base::{Base, batch, invoice, outcomes};
use crate::server::{Answer, Browser};
use crate::world::{CONTRACT, ORGANIZATION, STRANGE_CONTRACT, World, id};

const CARD: &str = "id status round requestedBy { name } sentAt remindedAt expiresAt endedAt reason from to
    statement { opening { amount } closing { amount } lines { number debit { amount } } }
    comparison { openingDifference { amount } closingDifference { amount } matched differing
        lines { agreement ours { number } theirs { number } } }
    agreed { by { name } closing { amount } }
    changesSinceAgreed { kind before { number } now { number debit { amount } } }";

fn period() -> Value {
    json!({ "organizationId": id(ORGANIZATION), "contractId": id(CONTRACT),
            "firstDay": "2026-03-01", "lastDay": "2026-03-02" })
}

/// Asks for a change, and gives its payload.
async fn asks(browser: &Browser, mutation: &str, input: Value) -> Value {
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let query = format!(
        "mutation($input: {kind}!) {{ {mutation}(input: $input) {{ reconciliation {{ {CARD} }} errors {{ code }} }} }}"
    );
    browser.data(&query, json!({ "input": input })).await[mutation].clone()
}

async fn requested(browser: &Browser) -> Value {
    let payload = asks(browser, "requestReconciliation", period()).await;
    assert_eq!(payload["errors"], json!([]), "{payload}");
    payload["reconciliation"].clone()
}

/// The request as it becomes.
async fn until(browser: &Browser, request: &Value, is_so: impl Fn(&Value) -> bool) -> Value {
    let query = format!(
        "query($id: ID!, $of: ID!) {{ organization(id: $of) {{ account {{ reconciliation(id: $id) {{ {CARD} }} }} }} }}"
    );
    let variables = json!({ "of": id(ORGANIZATION), "id": request["id"] });
    let waiting = async {
        loop {
            let seen = browser.data(&query, variables.clone()).await;
            let seen = seen["organization"]["account"]["reconciliation"].clone();
            if is_so(&seen) {
                return seen;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(20), waiting).await.expect("the request becomes so")
}

/// What somebody was told of a request, the last first.
async fn told_of(browser: &Browser, request: &Value) -> Vec<String> {
    let query = "{ viewer { notifications { nodes { kind reconciliationId } } } }";
    let told = browser.data(query, json!({})).await;
    let nodes = told["viewer"]["notifications"]["nodes"].as_array().expect("a list").clone();
    let of_it = nodes.iter().filter(|told| told["reconciliationId"] == request["id"]);
    of_it.map(|told| told["kind"].as_str().expect("a kind").to_owned()).collect()
}

async fn outbox(base: &Base) -> Vec<Value> {
    let answer = base.get("outbox").await;
    answer.json()["items"].as_array().expect("items").clone()
}

async fn acknowledge(base: &Base, item: &Value) {
    let body = json!({ "position": item["position"] });
    assert_eq!(Answer::to(base.post("outbox/ack").json(&body)).await.status, 200);
}

fn line(document: Option<&str>, number: &str, amount: &str) -> Value {
    let line = json!({ "date": "2026-03-01", "number": number, "side": "debit", "amount": amount });
    let Value::Object(mut line) = line else { unreachable!() };
    line.extend(document.map(|document| ("document".to_owned(), json!(document))));
    Value::Object(line)
}

fn ready(request: &Value, version: u32, closing: &str, lines: &[Value]) -> Value {
    json!({ "kind": "reconciliation", "id": request["id"], "version": version, "status": "ready",
            "opening": "0.00", "closing": closing, "lines": lines, "madeAt": "2026-03-02T12:00:00+03:00" })
}

fn failed(request: &Value, version: u32, reason: &str) -> Value {
    json!({ "kind": "reconciliation", "id": request["id"], "version": version, "status": "failed",
            "reason": reason })
}

async fn answers(base: &Base, key: &str, document: &Value) -> String {
    outcomes(&base.send(&batch(key, std::slice::from_ref(document))).await).remove(0)
}

/// The world with two invoices that a base sent.
async fn invoiced() -> (World, Base) {
    let world = World::make().await;
    let base = Base::known(&world).await;
    let sent = base.send(&batch("docs", &[invoice("d-1", 1, "100.00"), invoice("d-2", 1, "200.00")])).await;
    assert_eq!(outcomes(&sent), ["posted", "posted"], "{sent}");
    (world, base)
}

#[tokio::test]
async fn a_statement_is_asked_fetched_answered_and_compared_line_by_line() {
    let (world, base) = invoiced().await;
    let accountant = world.as_("accountant").await;

    let request = requested(&accountant).await;
    assert_eq!((&request["status"], &request["round"]), (&json!("REQUESTED"), &json!(1)));
    let again = requested(&world.as_("administrator").await).await;
    assert_eq!(again["id"], request["id"], "who asks for the same gets the same");
    let items = outbox(&base).await;
    let [item] = items.as_slice() else { panic!("one item: {items:?}") };
    assert_eq!(item["kind"], "reconciliation_requested");
    let told = &item["reconciliation"];
    assert_eq!((&told["contract"], &told["counterparty"]), (&json!("k-1"), &json!("c-1")));
    assert_eq!((&told["from"], &told["to"]), (&json!("2026-03-01"), &json!("2026-03-02")));

    acknowledge(&base, item).await;
    let sent = until(&accountant, &request, |seen| seen["status"] == "SENT_TO_ERP").await;
    assert!(sent["sentAt"].is_string() && sent["expiresAt"].is_string(), "{sent}");
    let lines = [line(Some("d-1"), "УТ-d-1", "100.00"), line(Some("d-9"), "УТ-d-9", "7.50")];
    let answer = ready(told, 1, "107.50", &lines);
    assert_eq!(answers(&base, "a-1", &answer).await, "posted");
    assert_eq!(answers(&base, "a-2", &answer).await, "unchanged");
    assert_eq!(answers(&base, "a-3", &ready(told, 2, "107.50", &lines)).await, "RECONCILIATION_OVER");

    let seen = until(&accountant, &request, |seen| seen["status"] == "READY").await;
    assert_eq!((&seen["expiresAt"], seen["endedAt"].is_string()), (&Value::Null, true));
    assert_eq!(seen["statement"]["closing"]["amount"], "107.50");
    let compared = &seen["comparison"];
    assert_eq!((&compared["matched"], &compared["differing"]), (&json!(1), &json!(2)));
    assert_eq!(compared["openingDifference"]["amount"], "0.00");
    assert_eq!(compared["closingDifference"]["amount"], "-192.50");
    let of = |agreement: &str| {
        let lines = compared["lines"].as_array().unwrap();
        lines.iter().find(|line| line["agreement"] == agreement).unwrap_or(&Value::Null).clone()
    };
    assert_eq!(of("MATCHED")["theirs"]["number"], "УТ-d-1");
    assert_eq!(of("MISSING_WITH_US")["theirs"]["number"], "УТ-d-9");
    assert_eq!(of("MISSING_IN_1C")["ours"]["number"], "УТ-d-2");
}

#[tokio::test]
async fn what_changed_after_somebody_agreed_is_told() {
    let (world, base) = invoiced().await;
    let accountant = world.as_("accountant").await;
    let request = requested(&accountant).await;
    let now = world.server.commands.ports().clock.now();
    let agree = |closing: &str, currency: &str| {
        json!({ "organizationId": id(ORGANIZATION), "reconciliationId": request["id"], "knownAt": now,
                "closing": { "amount": closing, "currency": currency } })
    };
    for (closing, currency, code) in
        [("299.99", "RUB", "RECONCILIATION_BALANCE_CHANGED"), ("300.00", "EUR", "MONEY_CURRENCY_DIFFERS")]
    {
        let refused = asks(&accountant, "agreeReconciliation", agree(closing, currency)).await;
        assert_eq!(refused["errors"][0]["code"], code, "{refused}");
    }
    let agreed = asks(&accountant, "agreeReconciliation", agree("300.00", "RUB")).await;
    assert_eq!(agreed["reconciliation"]["agreed"]["closing"]["amount"], "300.00", "{agreed}");
    assert_eq!(agreed["reconciliation"]["changesSinceAgreed"], json!([]));

    world.server.clock.advance(TimeDelta::minutes(1));
    let later = [
        invoice("d-2", 2, "250.00"),
        invoice("d-3", 1, "5.00"),
        json!({ "kind": "settlement_document", "id": "d-1", "version": 2, "state": "unposted" }),
    ];
    assert_eq!(outcomes(&base.send(&batch("later", &later)).await), ["replaced", "posted", "reversed"]);
    let seen = until(&accountant, &request, |seen| seen["changesSinceAgreed"] != json!([])).await;
    let mut kinds: Vec<_> = seen["changesSinceAgreed"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| change["kind"].as_str().unwrap().to_owned())
        .collect();
    kinds.sort();
    assert_eq!(kinds, ["ADDED", "CHANGED", "REMOVED"], "{seen}");
}

#[tokio::test]
async fn a_statement_of_1c_is_printed_and_compared_in_a_workbook() {
    let (world, base) = invoiced().await;
    let accountant = world.as_("accountant").await;
    let request = requested(&accountant).await;
    let path = format!(
        "/files/organizations/{}/reconciliations/{}",
        id(ORGANIZATION),
        request["id"].as_str().unwrap()
    );
    let of = async |browser: &Browser, format: &str| browser.get(&format!("{path}.{format}"), "ru").await;
    let early = of(&accountant, "pdf").await;
    assert_eq!((early.status.as_u16(), early.code().as_str()), (422, "DOCUMENT_NOT_ANSWERED"));
    let told = outbox(&base).await.remove(0)["reconciliation"].clone();
    let lines = [line(Some("d-1"), "УТ-d-1", "100.00"), line(None, "=УТ-9", "200.00")];
    assert_eq!(answers(&base, "a-1", &ready(&told, 1, "300.00", &lines)).await, "posted");
    until(&accountant, &request, |seen| seen["status"] == "READY").await;

    let csv = of(&accountant, "csv").await.text;
    assert!(
        csv.contains("01.03.2026;Реализация № УТ-d-1 от 01.03.2026;100,00;;100,00;;Совпадает;RUB"),
        "{csv}"
    );
    assert!(
        csv.contains("Совпадает;RUB\n") && csv.contains("02.03.2026;Сальдо конечное;300,00;0,00;300,00;0,00"),
        "{csv}"
    );
    assert!(of(&accountant, "xlsx").await.text.starts_with("PK"));
    assert!(of(&accountant, "pdf").await.text.starts_with("%PDF-"));
    for (name, status) in [("observer", 403), ("purchaser", 403), ("stranger", 404), ("manager", 200)] {
        assert_eq!(of(&world.as_(name).await, "pdf").await.status, status, "{name}");
    }
}

#[tokio::test]
async fn an_answer_that_cannot_be_true_is_refused_and_a_failed_one_can_be_asked_again() {
    let (world, base) = invoiced().await;
    let accountant = world.as_("accountant").await;
    let request = requested(&accountant).await;
    let told = outbox(&base).await.remove(0)["reconciliation"].clone();
    let stranger = Base::of(&world.server, "ut-perm").await;
    let one = [line(None, "1", "10.00")];
    assert_eq!(
        answers(&stranger, "a-1", &ready(&told, 1, "10.00", &one)).await,
        "EXCHANGE_RECONCILIATION_UNKNOWN"
    );
    let nobodys = json!({ "id": "c-1" });
    assert_eq!(answers(&base, "a-1", &failed(&nobodys, 1, "нет")).await, "EXCHANGE_RECONCILIATION_UNKNOWN");
    assert_eq!(
        answers(&base, "a-2", &ready(&told, 1, "11.00", &one)).await,
        "RECONCILIATION_DOES_NOT_ADD_UP"
    );
    let below = ready(&told, 1, "-10.00", &[line(None, "1", "-10.00")]);
    assert_eq!(answers(&base, "a-3", &below).await, "EXCHANGE_VALUE_UNUSABLE");
    let mut without = failed(&told, 1, "x");
    without["reason"] = json!("");
    assert_eq!(answers(&base, "a-4", &without).await, "EXCHANGE_FIELD_MISSING");

    assert_eq!(answers(&base, "a-5", &failed(&told, 1, "Период закрыт")).await, "posted");
    let seen = until(&accountant, &request, |seen| seen["status"] == "FAILED").await;
    assert_eq!(seen["reason"], "Период закрыт");
    let again = requested(&accountant).await;
    assert_eq!(
        (&again["round"], &again["status"], &again["reason"]),
        (&json!(2), &json!("REQUESTED"), &Value::Null)
    );
    assert_eq!(outbox(&base).await.len(), 2);
    assert_eq!(answers(&base, "a-6", &ready(&told, 2, "10.00", &one)).await, "replaced");
}

#[tokio::test]
async fn a_silent_1c_is_reminded_and_at_last_nobody_waits() {
    let (world, base) = invoiced().await;
    let accountant = world.as_("accountant").await;
    let request = requested(&accountant).await;
    let commands = &world.server.commands;
    reconciling::look(commands).await.unwrap();
    assert_eq!(outbox(&base).await.len(), 1, "nothing is due yet");

    world.server.clock.advance(TimeDelta::hours(25));
    reconciling::look(commands).await.unwrap();
    reconciling::look(commands).await.unwrap();
    let items = outbox(&base).await;
    let kinds: Vec<_> = items.iter().map(|item| item["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["reconciliation_requested", "reconciliation_reminded"]);
    let accountant = world.as_("accountant").await;
    until(&accountant, &request, |seen| seen["remindedAt"].is_string()).await;

    world.server.clock.advance(TimeDelta::days(7));
    reconciling::look(commands).await.unwrap();
    let accountant = world.as_("accountant").await;
    until(&accountant, &request, |seen| seen["status"] == "TIMED_OUT").await;
    assert_eq!(told_of(&accountant, &request).await, ["STATEMENT_TIMED_OUT"]);
    let administrator = world.as_("administrator").await;
    assert!(told_of(&administrator, &request).await.is_empty(), "only whoever asked is told");
    let told = items[0]["reconciliation"].clone();
    let lines = [line(None, "1", "10.00")];
    assert_eq!(
        answers(&base, "a-1", &ready(&told, 1, "10.00", &lines)).await,
        "posted",
        "late is better than never"
    );
    until(&accountant, &request, |seen| seen["status"] == "READY").await;
}

#[tokio::test]
async fn a_statement_is_asked_only_of_whoever_can_answer_about_days_that_are_over() {
    let world = World::make().await;
    let accountant = world.as_("accountant").await;
    let code = async |more: Value| {
        let mut input = period();
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        asks(&accountant, "requestReconciliation", input).await["errors"][0]["code"].clone()
    };
    assert_eq!(code(json!({})).await, "RECONCILIATION_NOBODY_TO_ASK");
    Base::known(&world).await;
    assert_eq!(code(json!({ "lastDay": "2026-03-04" })).await, "RECONCILIATION_PERIOD_UNUSABLE");
    assert_eq!(code(json!({ "firstDay": "2026-03-03" })).await, "RECONCILIATION_PERIOD_UNUSABLE");
    assert_eq!(code(json!({ "firstDay": "1990-01-01" })).await, "RECONCILIATION_PERIOD_UNUSABLE");
    assert_eq!(code(json!({ "contractId": id(STRANGE_CONTRACT) })).await, "NOT_FOUND");
    let events = "SELECT count(*) FROM journal.events WHERE aggregate_type = 'reconciliation'";
    let written: i64 = sqlx::query_scalar(events).fetch_one(&world.server.database).await.unwrap();
    assert_eq!(written, 0, "what is refused writes nothing");
}

#[tokio::test]
async fn only_so_many_requests_wait_for_1c_at_once() {
    let world = World::make().await;
    Base::known(&world).await;
    let accountant = world.as_("accountant").await;
    let ask = async |day: u32| {
        let mut input = period();
        (input["firstDay"], input["lastDay"]) = (json!(format!("2026-01-{day:02}")), json!("2026-02-01"));
        asks(&accountant, "requestReconciliation", input).await["errors"][0]["code"].clone()
    };
    for day in 1..=20 {
        assert_eq!(ask(day).await, Value::Null);
    }
    assert_eq!(ask(21).await, "RECONCILIATION_TOO_MANY_OPEN");
    assert_eq!(ask(1).await, Value::Null, "what waits already is no other one");
}

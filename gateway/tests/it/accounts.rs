//! What is owed, over HTTP.

use chrono::TimeDelta;

use domain::accounts::settlement::{Entry, EntryKind};
use domain::journal::Position;
use domain::vocabulary::{ContractId, OrganizationId};
use serde_json::{Value, json};

use crate::ledger::{cancelled, day, document, entry, posted, send, settling};
use crate::server::Browser;
use crate::world::{CONTRACT, ORGANIZATION, STRANGE, STRANGE_CONTRACT, World, id};

const HOME: (OrganizationId, ContractId) = (ORGANIZATION, CONTRACT);

/// The world's clock stands at the second of March.
fn documents() -> Vec<Entry> {
    let invoice = entry(HOME, EntryKind::Invoice, "УТ-1", "2026-01-10", 1000);
    let late = entry(HOME, EntryKind::Invoice, "УТ-2", "2026-02-20", 500);
    let payment = entry(HOME, EntryKind::Payment, "П-1", "2026-02-25", 450);
    vec![
        Entry { due: Some(day("2026-01-31")), ..invoice },
        Entry { due: Some(day("2026-03-22")), ..late },
        settling(payment, "УТ-1", 400),
    ]
}

/// Asks for something of the account when the ledger has come to a position.
async fn account(browser: &Browser, at: Position, what: &str) -> Value {
    let query = format!("query($id: ID!) {{ organization(id: $id) {{ account {{ {what} }} }} }}");
    let data = browser.data_at(at, &query, json!({ "id": id(ORGANIZATION) })).await;
    data["organization"]["account"].clone()
}

#[tokio::test]
async fn a_balance_tells_what_is_owed_how_old_it_is_and_what_was_paid_ahead() {
    let world = World::make().await;
    let accountant = world.as_("accountant").await;
    let at = send(&world.server, documents().into_iter().map(|entry| posted(1, entry)).collect()).await;

    let account = account(
        &accountant,
        at,
        "balances { contract { number } balance { amount currency } advance { amount }
            receivable { notDue { amount } days1To30 { amount } overdue { amount } total { amount } } }
         totals { contract { number } balance { amount } }",
    )
    .await;

    let rubles = |amount: &str| json!({ "amount": amount });
    let balance = &account["balances"][0];
    assert_eq!(balance["balance"], json!({ "amount": "1050.00", "currency": "RUB" }));
    assert_eq!(balance["advance"], rubles("50.00"));
    assert_eq!(
        balance["receivable"],
        json!({ "notDue": rubles("500.00"), "days1To30": rubles("600.00"), "overdue": rubles("600.00"),
                "total": rubles("1100.00") })
    );
    assert!(balance["contract"]["number"].is_string());
    assert_eq!(account["totals"], json!([{ "contract": null, "balance": rubles("1050.00") }]));
}

#[tokio::test]
async fn a_document_says_what_settled_it_and_for_how_long_it_is_due() {
    let world = World::make().await;
    let accountant = world.as_("accountant").await;
    let at = send(&world.server, documents().into_iter().map(|entry| posted(1, entry)).collect()).await;

    let entries = account(
        &accountant,
        at,
        "entries(filter: { openOnly: true, kinds: [INVOICE] }) { nodes { id number due daysOverdue open { amount }
            settled { number kind amount { amount } } } }",
    )
    .await;

    let paid = json!([{ "number": "П-1", "kind": "PAYMENT", "amount": { "amount": "400.00" } }]);
    let first = json!({ "id": id(document(ORGANIZATION, "УТ-2")), "number": "УТ-2", "due": "2026-03-22",
                        "daysOverdue": null, "open": { "amount": "500.00" }, "settled": [] });
    let second = json!({ "id": id(document(ORGANIZATION, "УТ-1")), "number": "УТ-1", "due": "2026-01-31",
                         "daysOverdue": 30, "open": { "amount": "600.00" }, "settled": paid });
    assert_eq!(entries["entries"]["nodes"], json!([first, second]));
}

/// 1C says what the balance is, as of the first of March.
async fn states(world: &World, amount: u32) {
    let statement =
        "INSERT INTO exchange.bases (name, added_at) VALUES ('ut', now()) ON CONFLICT DO NOTHING;";
    sqlx::raw_sql(statement).execute(&world.server.database).await.unwrap();
    let kept =
        "INSERT INTO exchange.balances (base, organization, contract, currency, amount, as_of, received_at)
                VALUES ('ut', $1, $2, 'RUB', $3, '2026-03-01T20:59:59Z', $4)
                ON CONFLICT (organization, contract, currency, base)
                DO UPDATE SET amount = excluded.amount, received_at = excluded.received_at";
    let now = world.server.commands.ports().clock.now();
    let kept = sqlx::query(kept).bind(ORGANIZATION.to_string()).bind(CONTRACT.uuid());
    let amount = rust_decimal::Decimal::from(amount);
    kept.bind(amount).bind(now).execute(&world.server.database).await.unwrap();
    world.server.clock.advance(TimeDelta::minutes(2));
}

#[tokio::test]
async fn a_balance_of_1c_that_its_documents_do_not_add_up_to_is_shown() {
    let world = World::make().await;
    let (accountant, manager) = (world.as_("accountant").await, world.as_("manager").await);
    let at = send(&world.server, documents().into_iter().map(|entry| posted(1, entry)).collect()).await;
    states(&world, 900).await;

    let what = "lastExchange mismatches { theirs { amount } ours { amount } difference { amount } asOf }";
    let seen = account(&accountant, at, what).await;
    let all = "{ staff { balanceMismatches { organizationId difference { amount } } } }";
    let of_all = manager.data(all, json!({})).await;
    // What comes later does not make an old balance wrong.
    send(&world.server, vec![posted(1, entry(HOME, EntryKind::Invoice, "УТ-9", "2026-02-01", 10))]).await;
    states(&world, 1060).await;
    let at = send(&world.server, vec![posted(1, entry(HOME, EntryKind::Invoice, "УТ-10", "2026-02-01", 10))])
        .await;
    let later = account(&accountant, at, what).await;

    let amount = |amount: &str| json!({ "amount": amount });
    assert_eq!(
        seen["mismatches"],
        json!([{ "theirs": amount("900.00"), "ours": amount("1050.00"), "difference": amount("-150.00"),
                 "asOf": "2026-03-01T20:59:59+00:00" }])
    );
    assert!(seen["lastExchange"].is_string());
    let difference = json!({ "organizationId": id(ORGANIZATION), "difference": amount("-150.00") });
    assert_eq!(of_all["staff"]["balanceMismatches"], json!([difference]));
    assert_eq!(later["mismatches"], json!([]));
}

#[tokio::test]
async fn what_1c_sets_back_does_not_change_what_was_known_before() {
    let world = World::make().await;
    let accountant = world.as_("accountant").await;
    send(&world.server, documents().into_iter().map(|entry| posted(1, entry)).collect()).await;
    world.server.clock.advance(TimeDelta::hours(1));
    let backdated = entry(HOME, EntryKind::Invoice, "УТ-3", "2026-01-15", 70);
    let changed = Entry { amount: 900.into(), ..documents().remove(0) };
    let later = vec![posted(1, backdated), posted(2, changed), cancelled(2, ORGANIZATION, "УТ-2")];
    let at = send(&world.server, later).await;

    let seen = account(
        &accountant,
        at,
        r#"lastChange
           now: totals { balance { amount } }
           before: totals(knownAt: "2026-03-02T09:30:00Z") { balance { amount } }
           january: totals(asOf: "2026-01-31") { balance { amount } }
           januaryBefore: totals(asOf: "2026-01-31", knownAt: "2026-03-02T09:30:00Z") { balance { amount } }
           statement(from: "2026-01-01", to: "2026-01-31") { opening { amount } closing { amount }
               debit { amount } rows { date words debit { amount } credit { amount } } }
           balanceByDay(from: "2026-01-01") { opening { amount } days { date balance { amount } } }"#,
    )
    .await;

    let balance = |name: &str| seen[name][0]["balance"]["amount"].as_str().unwrap().to_owned();
    let known = ["now", "before", "january", "januaryBefore"].map(balance);
    assert_eq!(known, ["520.00", "1050.00", "970.00", "1000.00"]);
    assert_eq!(seen["lastChange"], "2026-03-02T10:00:00+00:00");
    let statement = &seen["statement"];
    assert_eq!(
        (&statement["opening"]["amount"], &statement["closing"]["amount"]),
        (&json!("0.00"), &json!("970.00"))
    );
    assert_eq!(statement["debit"]["amount"], "970.00");
    assert_eq!(statement["rows"][0]["words"], "реализация УТ-1");
    assert_eq!(statement["rows"][0]["credit"], Value::Null);
    let days = seen["balanceByDay"]["days"].as_array().unwrap();
    let days: Vec<_> =
        days.iter().map(|day| (day["date"].as_str(), day["balance"]["amount"].as_str())).collect();
    let expected = [("2026-01-10", "900.00"), ("2026-01-15", "970.00"), ("2026-02-25", "520.00")];
    assert_eq!(days, expected.map(|(day, balance)| (Some(day), Some(balance))));
}

#[tokio::test]
async fn what_cannot_be_asked_of_an_account_is_refused() {
    let world = World::make().await;
    let accountant = world.as_("accountant").await;
    for what in [
        r#"statement(currency: "рубли") { from }"#,
        r#"statement(from: "2026-02-02", to: "2026-02-01") { from }"#,
        r#"statement(from: "1900-01-01") { from }"#,
        r#"entries(filter: { currency: "rub" }) { nodes { id } }"#,
    ] {
        let query = format!(r#"{{ organization(id: "{}") {{ account {{ {what} }} }} }}"#, id(ORGANIZATION));
        let answer = accountant.ask(&query).await.json();
        assert_eq!(answer["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{what}");
    }
}

#[tokio::test]
async fn the_manager_sees_who_owes_most() {
    let world = World::make().await;
    let manager = world.as_("manager").await;
    let strange = (STRANGE, STRANGE_CONTRACT);
    let mut all = documents();
    all.push(Entry {
        number: "УТ-9".to_owned(),
        ..entry(strange, EntryKind::Invoice, "УТ-9", "2026-02-01", 5000)
    });
    let at = send(&world.server, all.into_iter().map(|entry| posted(1, entry)).collect()).await;
    let query =
        "{ staff { debtors(first: 1) { nodes { organization { id } receivable { amount } overdue { amount }
        dueSince balance { amount } } pageInfo { hasNextPage } sums { organizations receivable { amount }
        overdue { amount } balance { amount } } } } }";

    let seen = manager.data_at(at, query, json!({})).await["staff"]["debtors"].clone();

    let largest = json!([{ "organization": { "id": id(STRANGE) }, "receivable": { "amount": "5000.00" },
        "overdue": { "amount": "0.00" }, "dueSince": null, "balance": { "amount": "5000.00" } }]);
    assert_eq!(seen["nodes"], largest);
    assert_eq!(seen["pageInfo"]["hasNextPage"], true);
    let sums = json!({ "organizations": 2, "receivable": { "amount": "6100.00" },
        "overdue": { "amount": "600.00" }, "balance": { "amount": "6050.00" } });
    assert_eq!(seen["sums"], sums);
}

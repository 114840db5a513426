//! Good documents are taken in, bad ones are reported, and nothing is done twice.

use serde_json::{Value, json};

use super::base::{Base, batch, contract, counterparty, invoice, lines, outcomes};
use crate::world::{ORGANIZATION, World};

/// The sum of what the documents of the organization say in the journal.
async fn posted(world: &World) -> Vec<(String, String)> {
    sqlx::query_as(
        "SELECT event_type, payload::jsonb #>> '{Posted,entry,amount}' FROM journal.events
          WHERE aggregate_type = 'settlement_document' AND event_type = 'Posted' ORDER BY position",
    )
    .fetch_all(&world.server.database)
    .await
    .unwrap()
}

#[tokio::test]
async fn a_batch_with_bad_documents_takes_the_good_ones_and_reports_the_rest() {
    let world = World::make().await;
    let base = Base::of(&world.server, "ut-moscow").await;
    let mut no_amount = invoice("d-2", 1, "1.00");
    no_amount.as_object_mut().unwrap().remove("amount");
    let mut unknown_contract = invoice("d-3", 1, "1.00");
    unknown_contract["contract"] = json!("k-9");
    let mut other = invoice("d-4", 1, "1.00");
    other["colour"] = json!("red");
    let answer = base
        .send(&batch(
            "mixed",
            &[
                // The order in a chunk does not matter: what is named by others goes first.
                invoice("d-1", 1, "100.00"),
                contract("k-1", "c-1", 1),
                counterparty("c-1", 1),
                no_amount,
                unknown_contract,
                other,
                json!({ "kind": "bill", "id": "x" }),
                json!("nonsense"),
                invoice("d-1", 2, "120.00"),
                invoice("d-1", 1, "100.00"),
            ],
        ))
        .await;

    assert_eq!(
        outcomes(&answer),
        [
            "posted",
            "posted",
            "posted",
            "EXCHANGE_FIELD_MISSING",
            "EXCHANGE_CONTRACT_UNKNOWN",
            "EXCHANGE_FIELD_UNKNOWN",
            "EXCHANGE_KIND_UNKNOWN",
            "EXCHANGE_DOCUMENT_UNREADABLE",
            "replaced",
            "outdated"
        ],
        "{answer}"
    );
    let counts = json!({ "documents": 10, "posted": 3, "replaced": 1, "reversed": 0, "unchanged": 0,
                         "outdated": 1, "refused": 5 });
    assert_eq!(answer["counts"], counts);
    let unknown = &answer["documents"][4];
    assert_eq!(
        unknown,
        &json!({ "index": 4, "kind": "settlement_document", "id": "d-3", "outcome": "refused",
                 "code": "EXCHANGE_CONTRACT_UNKNOWN", "field": "contract", "retry": true,
                 "message": "this contract has not been sent, or was refused" })
    );
    assert_eq!(posted(&world).await, [("Posted".to_owned(), "100.00".to_owned())]);
    let taken: Vec<String> =
        sqlx::query_scalar("SELECT payload::jsonb #>> '{BatchTaken,counts,refused}' FROM journal.events WHERE event_type = 'BatchTaken'")
            .fetch_all(&world.server.database)
            .await
            .unwrap();
    assert_eq!(taken, ["5"], "one event tells of the batch");
}

#[tokio::test]
async fn the_same_batch_again_is_answered_as_the_first_time_and_another_body_is_refused() {
    let world = World::make().await;
    let base = Base::known(&world).await;
    let first = base.send(&batch("b-1", &[invoice("d-1", 1, "10.00")])).await;
    let again = base.send(&batch("b-1", &[invoice("d-1", 1, "10.00")])).await;
    assert_eq!(first, again);
    assert_eq!(outcomes(&again), ["posted"]);

    let other = base.try_send(&batch("b-1", &[invoice("d-1", 2, "11.00")])).await;
    assert_eq!((other.status.as_u16(), other.json()["code"].as_str()), (409, Some("EXCHANGE_BATCH_DIFFERS")));
    assert_eq!(posted(&world).await.len(), 1, "the other body did nothing");

    let anew = base.send(&batch("b-2", &[invoice("d-1", 1, "10.00")])).await;
    assert_eq!(outcomes(&anew), ["unchanged"], "the document is known, whatever batch it comes in");
}

#[tokio::test]
async fn documents_are_known_by_their_versions_and_a_cancelled_one_needs_no_more() {
    let world = World::make().await;
    let base = Base::known(&world).await;
    let mut replaced = invoice("d-1", 0, "11.00");
    replaced["version"] = json!("AAAAAAAAAAU=");
    let reversed = json!({ "kind": "settlement_document", "id": "d-1", "version": 6, "state": "unposted" });
    let never = json!({ "kind": "settlement_document", "id": "d-9", "version": 1, "state": "deleted" });
    let answer = base
        .send(&batch("b-1", &[invoice("d-1", 4, "10.00"), replaced, reversed.clone(), reversed, never]))
        .await;
    assert_eq!(
        outcomes(&answer),
        ["posted", "replaced", "reversed", "unchanged", "EXCHANGE_DOCUMENT_UNKNOWN"],
        "{answer}"
    );
    assert_eq!(outcomes(&base.send(&batch("b-2", &[counterparty("c-1", 1)])).await), ["unchanged"]);
    assert_eq!(outcomes(&base.send(&batch("b-3", &[counterparty("c-1", 2)])).await), ["replaced"]);
    assert_eq!(outcomes(&base.send(&batch("b-4", &[counterparty("c-1", 1)])).await), ["outdated"]);
}

#[tokio::test]
async fn a_batch_of_lines_is_zipped_and_answered_in_lines() {
    let world = World::make().await;
    let base = Base::known(&world).await;
    let mut body = vec![0xEF, 0xBB, 0xBF];
    body.extend(lines("b-1", [invoice("d-1", 1, "10.00"), json!(7), invoice("d-2", 1, "20.00")]));
    let request = base
        .post("batches?documents=refused")
        .header("content-type", "application/x-ndjson; charset=utf-8")
        .header("content-encoding", "gzip")
        .header("accept", "application/x-ndjson")
        .body(super::base::gzip(&body));
    let answer = crate::server::Answer::to(request).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/x-ndjson"));
    let said: Vec<Value> = answer.text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(said.len(), 2, "{}", answer.text);
    assert_eq!((&said[0]["batch"], &said[0]["counts"]["posted"]), (&json!("b-1"), &json!(2)));
    assert_eq!((&said[1]["index"], &said[1]["code"]), (&json!(1), &json!("EXCHANGE_DOCUMENT_UNREADABLE")));
    assert_eq!(said[1]["message"], "the document is not JSON: it is no JSON object");
}

#[tokio::test]
async fn contracts_are_tied_by_number_or_made_and_never_go_over_to_another() {
    let world = World::make().await;
    let base = Base::known(&world).await;
    let tied: String = sqlx::query_scalar("SELECT contract::text FROM exchange.contracts WHERE id = 'k-1'")
        .fetch_one(&world.server.database)
        .await
        .unwrap();
    assert_eq!(tied, crate::world::CONTRACT.to_string(), "the contract that was written by hand");
    let mut new = contract("k-2", "c-1", 1);
    new["number"] = json!("77/26");
    let mut with_seller = new.clone();
    with_seller["seller"] = json!({ "inn": "7707083893", "kpp": "773601001" });
    let mut strange = with_seller.clone();
    strange["priceType"] = json!("no-such");
    let mut dollars = contract("k-1", "c-1", 2);
    dollars["currency"] = json!("USD");
    let unknown = contract("k-3", "c-9", 1);
    let answer = base.send(&batch("b-1", &[new, with_seller.clone(), strange, dollars, unknown])).await;
    assert_eq!(
        outcomes(&answer),
        [
            "EXCHANGE_SELLER_MISSING",
            "EXCHANGE_PRICE_TYPE_MISSING",
            "EXCHANGE_PRICE_TYPE_UNKNOWN",
            "EXCHANGE_CURRENCY_FIXED",
            "EXCHANGE_COUNTERPARTY_UNKNOWN"
        ],
        "{answer}"
    );
    let price_type = domain::catalogue::price_type_id("retail").uuid();
    sqlx::query(
        "INSERT INTO catalogue.price_types (id, external_id, name, currency, vat_included)
         VALUES ($1, 'retail', 'Розничная', 'RUB', true)",
    )
    .bind(price_type)
    .execute(&world.server.database)
    .await
    .unwrap();
    with_seller["priceType"] = json!("retail");
    with_seller["paymentTerms"] = json!({ "kind": "deferred", "days": 30 });
    assert_eq!(outcomes(&base.send(&batch("b-2", &[with_seller])).await), ["posted"]);
    let made: (String, String, uuid::Uuid) = sqlx::query_as(
        "SELECT ours.organization, ours.payment_terms ->> 'days', ours.price_type
           FROM organizations.contracts ours JOIN exchange.contracts tied ON tied.contract = ours.id
          WHERE tied.id = 'k-2'",
    )
    .fetch_one(&world.server.database)
    .await
    .unwrap();
    assert_eq!(made, (ORGANIZATION.to_string(), "30".to_owned(), price_type));
}

#[tokio::test]
async fn a_balance_of_1c_is_kept_beside_the_ledger_with_its_moment() {
    let world = World::make().await;
    let base = Base::known(&world).await;
    let balance = |as_of: &str, amount: &str| {
        json!({ "kind": "balance", "id": "k-1", "counterparty": "c-1", "contract": "k-1",
                "asOf": as_of, "amount": amount })
    };
    let noon = "2026-03-02T12:00:00+03:00";
    let sent = vec![
        balance(noon, "100.00"),
        balance(noon, "100.00"),
        balance("2026-03-01T12:00:00+03:00", "5.00"),
        balance(noon, "-7.00"),
    ];
    let answer = base.send(&batch("b-1", &sent)).await;
    assert_eq!(outcomes(&answer), ["posted", "unchanged", "outdated", "replaced"], "{answer}");
    let kept: (String, bool) =
        sqlx::query_as("SELECT amount::text, as_of = '2026-03-02T09:00:00Z' FROM exchange.balances")
            .fetch_one(&world.server.database)
            .await
            .unwrap();
    assert_eq!(kept, ("-7.00".to_owned(), true));
}

#[tokio::test]
async fn a_credit_limit_of_1c_is_set_once_for_each_version() {
    let world = World::make().await;
    let base = Base::known(&world).await;
    let limit = |version: u64, amount: &str| {
        json!({ "kind": "credit_limit", "id": "l-1", "version": version, "counterparty": "c-1",
                "currency": "RUB", "limit": amount, "validFrom": "2026-01-01", "validUntil": "2026-12-31" })
    };
    let sent = [limit(1, "500000.00"), limit(1, "500000.00"), limit(2, "600000.00"), limit(1, "500000.00")];
    let answer = base.send(&batch("b-1", &sent)).await;
    assert_eq!(outcomes(&answer), ["posted", "unchanged", "replaced", "outdated"], "{answer}");
    let agreed: Vec<(String, String)> = sqlx::query_as(
        "SELECT actor, payload::jsonb #>> '{LimitSet,limit,from}' FROM journal.events
          WHERE event_type = 'LimitSet' ORDER BY position",
    )
    .fetch_all(&world.server.database)
    .await
    .unwrap();
    let once = ("exchange:ut-moscow".to_owned(), "2025-12-31T21:00:00Z".to_owned());
    assert_eq!(agreed, [once.clone(), once], "a day begins where the organization is");
}

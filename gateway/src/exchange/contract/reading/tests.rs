//! What is wrong with a document is said by code and field.

use commands::exchange::document::OrderStep;
use serde_json::{Value, json};

use super::*;

fn read(document: &Value) -> ReadDocument {
    ContractReader.read(document.to_string().as_bytes())
}

fn refused(document: &Value) -> (String, Option<String>) {
    let reason = read(document).content.expect_err("it is refused");
    assert!(!reason.russian.is_empty() && !reason.english.is_empty());
    assert!(!reason.english.contains(BETWEEN_LANGUAGES), "{reason:?}");
    (reason.code.into_owned(), reason.field)
}

fn invoice() -> Value {
    json!({
        "kind": "settlement_document", "id": "d-1", "version": "AAAAAAAAAAE=", "counterparty": "c-1",
        "contract": "k-1", "type": "invoice", "number": "УТ-1", "date": "2026-03-01T00:00:00",
        "amount": "100.00", "due": "0001-01-01T00:00:00",
        "allocations": [{ "document": "d-0", "amount": "1.00" }],
    })
}

fn with(mut document: Value, path: &str, value: Value) -> Value {
    *document.pointer_mut(path).expect("it is there") = value;
    document
}

#[test]
fn a_document_is_read_with_its_kind_and_id() {
    let read = read(&invoice());
    assert_eq!((read.kind.as_deref(), read.id.as_deref()), (Some("settlement_document"), Some("d-1")));
    let Ok(Content::Settlement(sent)) = read.content else { panic!("a document of the ledger") };
    let posting = sent.state.expect("it is posted");
    assert_eq!((sent.version, posting.due, posting.allocations.len()), (1, None, 1));
}

#[test]
fn fields_that_are_wrong_missing_or_unknown_are_named() {
    let code = |code: &str, field: &str| (code.to_owned(), Some(field.to_owned()));
    let unusable = "EXCHANGE_VALUE_UNUSABLE";
    assert_eq!(refused(&with(invoice(), "/amount", json!(100))), code(unusable, "amount"));
    assert_eq!(refused(&with(invoice(), "/version", json!("x"))), code(unusable, "version"));
    assert_eq!(refused(&with(invoice(), "/type", json!("bill"))), code(unusable, "type"));
    let part = with(invoice(), "/allocations/0/amount", json!("1,00"));
    assert_eq!(refused(&part), code(unusable, "allocations[0].amount"));
    let mut without = invoice();
    without.as_object_mut().unwrap().remove("number");
    assert_eq!(refused(&without), code("EXCHANGE_FIELD_MISSING", "number"));
    without.as_object_mut().unwrap().remove("id");
    assert_eq!(refused(&without), code("EXCHANGE_FIELD_MISSING", "id"));
    let mut more = invoice();
    more["colour"] = json!("red");
    assert_eq!(refused(&more), code("EXCHANGE_FIELD_UNKNOWN", "colour"));
    let mut deeper = invoice();
    deeper["allocations"][0]["colour"] = json!("red");
    assert_eq!(refused(&deeper), code("EXCHANGE_FIELD_UNKNOWN", "allocations[0].colour"));
    assert_eq!(refused(&json!({ "kind": "bill", "id": "1" })), code("EXCHANGE_KIND_UNKNOWN", "kind"));
    assert_eq!(refused(&json!({ "id": "1" })), code("EXCHANGE_FIELD_MISSING", "kind"));
}

#[test]
fn what_is_no_document_is_refused_as_such() {
    let code = |body: &[u8]| ContractReader.read(body).content.expect_err("it is refused").code.into_owned();
    assert_eq!(code(b"{\"kind\":"), "EXCHANGE_DOCUMENT_UNREADABLE");
    assert_eq!(code(b"7"), "EXCHANGE_DOCUMENT_UNREADABLE");
    assert_eq!(code(b"{\"kind\":\"\xff\"}"), "EXCHANGE_DOCUMENT_UNREADABLE");
    assert_eq!(code(b"{\"kind\":\"balance\",\"id\":\"\\u0000\"}"), "EXCHANGE_DOCUMENT_UNREADABLE");
    assert_eq!(code("[".repeat(DEPTH + 1).as_bytes()), "EXCHANGE_DOCUMENT_TOO_DEEP");
    assert_eq!(code(" ".repeat(DOCUMENT_BYTES + 1).as_bytes()), "EXCHANGE_DOCUMENT_TOO_LONG");
}

#[test]
fn a_cancelled_document_needs_its_id_and_version_alone() {
    let cancelled = json!({ "kind": "settlement_document", "id": "d-1", "version": 2, "state": "unposted" });
    assert!(matches!(read(&cancelled).content, Ok(Content::Settlement(sent)) if sent.state.is_err()));
}

#[test]
fn a_status_of_an_order_says_what_left() {
    let shipped = json!({
        "kind": "order_status", "id": "s-1", "version": 1, "order": "1000042", "status": "shipped",
        "shipment": { "lines": [{ "product": "p-1", "quantity": "2.5" }], "carrier": "", "tracking": "77" },
    });
    let Ok(Content::OrderStatus(sent)) = read(&shipped).content else { panic!("a status") };
    let OrderStep::Shipped(leaving) = sent.step else { panic!("goods that left") };
    assert_eq!((leaving.lines.len(), leaving.carrier, leaving.tracking.as_deref()), (1, None, Some("77")));
    let none = with(shipped, "/shipment/lines/0/quantity", json!("0"));
    assert_eq!(refused(&none).1.as_deref(), Some("shipment.lines.quantity"));
}

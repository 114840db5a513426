//! The paths of the description. Nothing here is called: the handlers are in `exchange::http`.

#![expect(dead_code, reason = "only their attributes are read, by the macro")]

use serde::Deserialize;
use utoipa::ToSchema;

use super::super::answer::{BatchAnswer, FileAnswer, Problem};
use super::super::document::{
    BalanceDocument, ContractDocument, CounterpartyDocument, CreditLimitDocument, OrderStatusDocument,
    SettlementFields,
};
use super::super::outbox::{Acknowledged, Acknowledgement, OutboxAnswer};
use super::super::reconciliation::ReconciliationDocument;

#[expect(clippy::struct_field_names, reason = "the names are the contract's")]
/// A batch as one JSON object. `batch` comes before `documents`. As JSON Lines the first line is
/// the object without `documents`, and each other line is a document.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Batch {
    /// The id of the batch: new for every new content, the same when it is sent again.
    #[schema(max_length = 100, example = "2026-03-02-0001")]
    batch: String,
    /// When it was sent, with its offset from UTC.
    #[schema(format = DateTime, example = "2026-03-02T12:00:00+03:00")]
    sent_at: Option<String>,
    /// The documents. Counterparties come before contracts, and contracts before what is under them.
    documents: Vec<Document>,
}

#[expect(clippy::enum_variant_names, reason = "the names are the contract's")]
/// A document, told apart by `kind`.
#[derive(Deserialize, ToSchema)]
#[serde(untagged)]
pub enum Document {
    /// A customer or a contractor.
    Counterparty(CounterpartyDocument),
    /// A contract with one.
    Contract(ContractDocument),
    /// A document that changes what is owed.
    SettlementDocument(SettlementFields),
    /// What 1C says the balance is.
    Balance(BalanceDocument),
    /// How much may be owed.
    CreditLimit(CreditLimitDocument),
    /// What became of one of our orders.
    OrderStatus(OrderStatusDocument),
    /// What 1C answers to a request for a reconciliation statement.
    Reconciliation(ReconciliationDocument),
}

/// Send a batch of documents.
///
/// Good documents are taken in and bad ones are reported. A batch that was cut off, or whose answer
/// was lost, is sent again as it was: nothing is done twice, and the first answer comes again.
#[utoipa::path(
    post,
    path = "/exchange/v1/batches",
    params(
        ("documents" = Option<String>, Query, description = "`refused`: answer only with documents that were refused"),
        ("Accept" = Option<String>, Header, description = "`application/x-ndjson`: the answer as JSON Lines"),
        ("Accept-Language" = Option<String>, Header, description = "`ru` or `en`: the language of messages"),
        ("Content-Encoding" = Option<String>, Header, description = "`gzip`, or nothing"),
    ),
    request_body(
        content((Batch = "application/json"), (Batch = "application/x-ndjson")),
        description = "At most 128 MiB, 1 GiB unzipped, a million documents; a document has at most 256 KiB"
    ),
    responses(
        (status = 200, description = "All of it was read; each document has its answer", body = BatchAnswer),
        (status = 400, description = "The body cannot be read, or was cut off", body = Problem),
        (status = 401, description = "There is no such base, or its secret is another", body = Problem),
        (status = 409, description = "The same id came with another body, or comes by another request", body = Problem),
        (status = 413, description = "The body is too large", body = Problem),
        (status = 415, description = "The body is neither JSON nor JSON Lines in UTF-8", body = Problem),
        (status = 429, description = "Too many wrong secrets: wait as `Retry-After` says", body = Problem),
        (status = 503, description = "Too many batches at once: try again as `Retry-After` says", body = Problem),
    )
)]
const fn post_batch() {}

/// Upload a document of a customer as a file.
///
/// The same version again changes nothing, so a lost answer is no trouble: send it again.
#[utoipa::path(
    put,
    path = "/exchange/v1/files/{id}",
    params(
        ("id" = String, Path, description = "The id in 1C"),
        ("version" = String, Query, description = "The version: an integer that grows, or `ВерсияДанных` in base64"),
        ("counterparty" = Option<String>, Query, description = "The counterparty's id in 1C; it or `order` is needed"),
        ("order" = Option<String>, Query, description = "Our order that it is about: its id or its number"),
        ("kind" = String, Query, description = "`contract`, `invoice`, `waybill`, `vat_invoice`, `transfer_document`, `act`, `reconciliation`, `certificate` or `other`"),
        ("number" = Option<String>, Query, description = "The number on the paper"),
        ("date" = String, Query, description = "The date on the paper, such as 2026-03-31"),
        ("name" = Option<String>, Query, description = "The name of the file; made of kind and number, if nothing is said"),
    ),
    request_body(content = Vec<u8>, content_type = "application/pdf",
        description = "The file, at most 20 MiB: PDF, XLSX, DOCX, ZIP, XML, PNG or JPEG, as Content-Type says"),
    responses(
        (status = 200, description = "What became of it", body = FileAnswer),
        (status = 400, description = "An argument cannot be used, or the body was cut off", body = Problem),
        (status = 401, description = "There is no such base, or its secret is another", body = Problem),
        (status = 413, description = "The file is too large", body = Problem),
        (status = 415, description = "Such files are not taken", body = Problem),
        (status = 422, description = "Nobody knows whose it is, or it is not what it says it is", body = Problem),
        (status = 503, description = "Too much at once: try again as `Retry-After` says", body = Problem),
    )
)]
const fn put_file() {}

/// Withdraw a file that was deleted in 1C. A later version brings it back.
#[utoipa::path(
    delete,
    path = "/exchange/v1/files/{id}",
    params(
        ("id" = String, Path, description = "The id in 1C"),
        ("version" = String, Query, description = "The version in which it is deleted"),
    ),
    responses(
        (status = 200, description = "What became of it", body = FileAnswer),
        (status = 401, description = "There is no such base, or its secret is another", body = Problem),
        (status = 404, description = "There is no such file", body = Problem),
    )
)]
const fn delete_file() {}

/// Fetch what happened to orders, and which statements are asked for.
///
/// What was not acknowledged comes again: keep items by their position, or by the id of
/// what they are about.
#[utoipa::path(
    get,
    path = "/exchange/v1/outbox",
    params(
        ("after" = Option<i64>, Query, description = "Only after this position; after the last acknowledged one, if nothing is said"),
        ("wait" = Option<u16>, Query, description = "So many seconds until something comes, at most 60"),
        ("limit" = Option<u16>, Query, description = "At most so many items, from 1 to 100"),
    ),
    responses(
        (status = 200, description = "What has to be fetched", body = OutboxAnswer),
        (status = 400, description = "An argument cannot be used", body = Problem),
        (status = 401, description = "There is no such base, or its secret is another", body = Problem),
    )
)]
const fn outbox() {}

/// Acknowledge everything up to a position: it does not come again.
#[utoipa::path(
    post,
    path = "/exchange/v1/outbox/ack",
    request_body = Acknowledgement,
    responses(
        (status = 200, description = "How far the base has come", body = Acknowledged),
        (status = 400, description = "The body cannot be read", body = Problem),
        (status = 401, description = "There is no such base, or its secret is another", body = Problem),
        (status = 409, description = "The outbox has not come to this position", body = Problem),
    )
)]
const fn acknowledge() {}

/// This description.
#[utoipa::path(
    get,
    path = "/exchange/v1/openapi.json",
    security(()),
    responses((status = 200, description = "The description", content_type = "application/json"))
)]
const fn openapi() {}

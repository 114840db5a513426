//! `openapi.json`: the contract as machines read it, made from the types.

mod paths;

use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::answer::{BatchAnswer, BatchSummary, DocumentAnswer, FileAnswer, Problem};
use super::document::{
    BalanceDocument, ContractDocument, CounterpartyDocument, CreditLimitDocument, OrderStatusDocument,
    SettlementFields,
};
use super::outbox::{Acknowledged, Acknowledgement, OutboxAnswer};
use super::reconciliation::ReconciliationDocument;

/// The description.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Kabinet: the exchange with 1C",
        description = "What 1C sends, and what it is answered. `docs/exchange.md` explains it.",
        version = "1",
        license(name = "AGPL-3.0-only")
    ),
    paths(paths::post_batch, paths::put_file, paths::delete_file, paths::outbox, paths::acknowledge, paths::openapi),
    components(schemas(
        paths::Batch,
        paths::Document,
        CounterpartyDocument,
        ContractDocument,
        SettlementFields,
        BalanceDocument,
        CreditLimitDocument,
        OrderStatusDocument,
        ReconciliationDocument,
        BatchAnswer,
        BatchSummary,
        DocumentAnswer,
        FileAnswer,
        Problem,
        OutboxAnswer,
        Acknowledgement,
        Acknowledged
    )),
    security(("basic" = []), ("bearer" = [])),
    modifiers(&Credentials)
)]
pub struct Description;

struct Credentials;

impl Modify for Credentials {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let components = openapi.components.get_or_insert_default();
        let mut basic = Http::new(HttpAuthScheme::Basic);
        basic.description = Some("The name of the base and its secret.".to_owned());
        components.add_security_scheme("basic", SecurityScheme::Http(basic));
        let mut bearer = Http::new(HttpAuthScheme::Bearer);
        bearer.description = Some("`base:secret`, the same two.".to_owned());
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    }
}

/// The description as text.
pub fn text() -> String {
    let mut text = Description::openapi().to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

/// Answers with the description.
pub async fn show() -> Response {
    ([(CONTENT_TYPE, HeaderValue::from_static("application/json"))], text()).into_response()
}

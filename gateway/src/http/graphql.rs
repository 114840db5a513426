//! `POST /graphql`: GraphQL over HTTP, one operation a request.

use std::time::Duration;

use async_graphql::{Request as Operation, Response as Answer, ServerError, Variables};
use axum::body::{self, Body};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use tokio::time::timeout;

use super::accept::{Media, negotiate};
use super::failure::Failure;
use super::request_id::RequestId;
use super::request_log::Author;
use super::same_origin::is_same_origin;
use super::visiting::visitor;
use super::{Gateway, metrics};
use crate::graphql::errors::ErrorCode;
use crate::graphql::{Executed, execute};
use crate::locale::{Word, say};

/// The body of a request. Members beside these are ignored, as the specification asks.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Asked {
    query: String,
    operation_name: Option<String>,
    #[serde(default)]
    variables: Variables,
    #[serde(default)]
    #[expect(dead_code, reason = "nothing is read from it, but its type is checked")]
    extensions: Option<serde_json::Map<String, serde_json::Value>>,
}

/// Answers a request error: without `data`, which is only for what was executed.
#[derive(Serialize)]
struct Refused<'a> {
    errors: &'a [ServerError],
}

/// Takes one operation.
pub async fn post(State(gateway): State<Gateway>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Some(media) = negotiate(&parts.headers) else {
        let said = "Accept application/graphql-response+json or application/json.";
        return Failure::of_request(StatusCode::NOT_ACCEPTABLE, said).response();
    };
    let id = parts.extensions.get::<RequestId>().cloned();
    match answer(&gateway, &parts, body, media).await {
        Ok(response) => response,
        Err(failure) => failure.in_media(media).traced(id.as_ref()).response(),
    }
}

/// Every method but POST: nothing is executed on GET, so no link and no image can act.
pub async fn other_method() -> Response {
    Failure::of_request(StatusCode::METHOD_NOT_ALLOWED, "Send operations with POST.")
        .allowing("POST")
        .response()
}

async fn answer(gateway: &Gateway, parts: &Parts, body: Body, media: Media) -> Result<Response, Failure> {
    check_headers(&parts.headers)?;
    if !is_same_origin(&parts.headers, &gateway.settings) {
        let said = "Requests from other sites are refused.";
        return Err(Failure::new(StatusCode::FORBIDDEN, ErrorCode::Forbidden, said));
    }
    let asked = parse(&read(body, gateway).await?)?;
    let visitor = visitor(gateway, parts).await?;
    let author = visitor.person().map(Author);
    let language = visitor.language;
    let mut operation = Operation::new(asked.query).variables(asked.variables);
    operation.operation_name = asked.operation_name;
    let executed = timeout(gateway.settings.time_limit, execute(&gateway.schema, operation, visitor))
        .await
        .map_err(|_| too_slow(say(language, Word::TooSlow), gateway.settings.time_limit))?;
    let mut response = respond(executed, media);
    if let Some(author) = author {
        response.extensions_mut().insert(author);
    }
    Ok(response)
}

fn too_slow(said: &str, limit: Duration) -> Failure {
    tracing::warn!(limit_s = limit.as_secs(), "an operation was given up");
    Failure::new(StatusCode::GATEWAY_TIMEOUT, ErrorCode::InternalServerError, said)
}

/// Only plain JSON: forms and plain text are what other sites can send without asking.
fn check_headers(headers: &HeaderMap) -> Result<(), Failure> {
    let refused = |said| Err(Failure::of_request(StatusCode::UNSUPPORTED_MEDIA_TYPE, said));
    let mut types = headers.get_all(CONTENT_TYPE).iter();
    let is_json =
        matches!((types.next(), types.next()), (Some(one), None) if one.to_str().is_ok_and(is_json));
    if !is_json {
        return refused("Send application/json.");
    }
    if headers.get(CONTENT_ENCODING).is_some_and(|encoding| encoding != "identity") {
        return refused("Send the body without compression.");
    }
    Ok(())
}

fn is_json(content_type: &str) -> bool {
    let mut parts = content_type.split(';').map(|part| part.trim().to_ascii_lowercase());
    let is_json = parts.next().as_deref() == Some("application/json");
    is_json
        && parts.all(|parameter| match parameter.split_once('=') {
            Some(("charset", charset)) => matches!(charset.trim_matches('"'), "utf-8" | "utf8"),
            _ => true,
        })
}

async fn read(body: Body, gateway: &Gateway) -> Result<body::Bytes, Failure> {
    let limit = gateway.settings.body_limit;
    match timeout(gateway.settings.time_limit, body::to_bytes(body, limit)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) => Err(Failure::of_request(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("A body has at most {limit} bytes."),
        )),
        Err(_) => Err(Failure::of_request(StatusCode::REQUEST_TIMEOUT, "The body did not arrive in time.")),
    }
}

fn parse(bytes: &[u8]) -> Result<Asked, Failure> {
    let bad = |said: String| Failure::of_request(StatusCode::BAD_REQUEST, said);
    // serde would take an array for the members in order; and batches are not taken either.
    if !bytes.trim_ascii_start().starts_with(b"{") {
        return Err(bad("The body must be one JSON object.".to_owned()));
    }
    serde_json::from_slice(bytes).map_err(|error| bad(format!("The body is not a GraphQL request: {error}.")))
}

fn respond(executed: Executed, media: Media) -> Response {
    let Executed { mut response, has_begun } = executed;
    let status = status(&response, has_begun, media);
    metrics::note_operation(match (has_begun, response.is_ok()) {
        (false, _) => "refused",
        (true, true) => "ok",
        (true, false) => "failed",
    });
    let headers = std::mem::take(&mut response.http_headers);
    let json = if has_begun {
        serde_json::to_vec(&response)
    } else {
        serde_json::to_vec(&Refused { errors: &response.errors })
    };
    let mut http = Response::new(Body::from(json.expect("an answer of GraphQL is JSON")));
    *http.status_mut() = status;
    *http.headers_mut() = headers;
    http.headers_mut().insert(CONTENT_TYPE, media.content_type());
    http
}

fn status(response: &Answer, has_begun: bool, media: Media) -> StatusCode {
    if response.errors.iter().any(|error| ErrorCode::RateLimited.is_of(error)) {
        return StatusCode::TOO_MANY_REQUESTS;
    }
    match (has_begun, media) {
        (false, Media::GraphQlResponse) => StatusCode::BAD_REQUEST,
        (false, Media::Json) | (true, _) => StatusCode::OK,
    }
}

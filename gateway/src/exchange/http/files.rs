//! `/exchange/v1/files/{id}`: documents that 1C uploads for customers, one a request.

use axum::Json;
use axum::body::{self, Body};
use axum::extract::{Path, Query, Request, State};
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use chrono::NaiveDate;
use commands::documents::{FileRefusal, MOST_BYTES, SentFile, keep_file, withdraw_file};
use domain::documents::{FileKind, Media};
use serde::Deserialize;

use super::failure::Refusal;
use super::signing::signed;
use crate::exchange::contract::answer::FileAnswer;
use crate::exchange::contract::values::{Name, Text, Version};
use crate::http::Gateway;
use crate::http::request_id::RequestId;
use crate::locale::preferred;

/// What the address says of a file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    version: String,
    counterparty: Option<Name>,
    order: Option<Name>,
    kind: String,
    number: Option<Name>,
    date: NaiveDate,
    name: Option<Text<200>>,
}

/// What the address says of a file that is deleted in 1C.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Gone {
    version: String,
}

/// Keeps a file.
pub async fn put(State(gateway): State<Gateway>, Path(id): Path<String>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    answered(keep(&gateway, &parts, &id, body).await, &parts)
}

/// Hides a file that 1C deleted.
pub async fn delete(State(gateway): State<Gateway>, Path(id): Path<String>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    answered(withdraw(&gateway, &parts, &id).await, &parts)
}

async fn keep(gateway: &Gateway, parts: &Parts, id: &str, body: Body) -> Result<FileAnswer, Refusal> {
    let base = signed(gateway, parts).await?;
    let Ok(Query(said)) = Query::<Said>::try_from_uri(&parts.uri) else {
        return Err(Refusal::Argument("version, counterparty, order, kind, number, date, name"));
    };
    let text = |name| parts.headers.get(name).and_then(|value: &axum::http::HeaderValue| value.to_str().ok());
    if text(CONTENT_ENCODING).is_some_and(|encoding| encoding != "identity") {
        return Err(Refusal::Encoding);
    }
    let media = text(CONTENT_TYPE).and_then(Media::of).ok_or(FileRefusal::MediaUnusable)?;
    let sent = SentFile {
        id: self::id(id)?,
        version: version(&said.version)?,
        kind: said.kind.parse::<FileKind>().map_err(|_| Refusal::Argument("kind"))?,
        name: file_name(&said, media)?,
        counterparty: said.counterparty.map(|name| name.0),
        order: said.order.map(|name| name.0),
        number: said.number.map(|name| name.0),
        date: said.date,
        media,
        body: Vec::new(),
    };
    let _permit = gateway.exchange.permits.try_acquire().map_err(|_| Refusal::Busy)?;
    let body = body::to_bytes(body, MOST_BYTES + 1).await.map_err(|error| {
        let is_limit =
            std::error::Error::source(&error).is_some_and(|inner| inner.to_string().contains("limit"));
        if is_limit { Refusal::from(FileRefusal::TooLarge) } else { Refusal::CutOff }
    })?;
    let sent = SentFile { body: body.into(), ..sent };
    let outcome = keep_file(&gateway.exchange.commands, &base, &sent).await?;
    Ok(FileAnswer::of(sent.id, outcome))
}

async fn withdraw(gateway: &Gateway, parts: &Parts, id: &str) -> Result<FileAnswer, Refusal> {
    let base = signed(gateway, parts).await?;
    let Ok(Query(gone)) = Query::<Gone>::try_from_uri(&parts.uri) else {
        return Err(Refusal::Argument("version"));
    };
    let (id, version) = (self::id(id)?, version(&gone.version)?);
    let outcome = withdraw_file(&gateway.exchange.commands, &base, &id, version).await?;
    Ok(FileAnswer::of(id, outcome))
}

fn id(text: &str) -> Result<String, Refusal> {
    Name::of(text).map(|name| name.0).ok_or(Refusal::Argument("id"))
}

fn version(text: &str) -> Result<i64, Refusal> {
    Version::of(text).map(|version| version.0).ok_or(Refusal::Argument("version"))
}

/// The name under which it is saved: a plain one with the extension that fits. Slashes would make
/// it a path somewhere.
fn file_name(said: &Said, media: Media) -> Result<String, Refusal> {
    let name = match (&said.name, &said.number) {
        (Some(Text(name)), _) => name.trim().to_owned(),
        (None, Some(Text(number))) => format!("{} {number}", said.kind),
        (None, None) => said.kind.clone(),
    };
    let name = name.replace(['/', '\\', ':'], "_");
    if name.starts_with('.') {
        return Err(Refusal::Argument("name"));
    }
    let ending = format!(".{}", media.extension());
    Ok(if name.to_lowercase().ends_with(&ending) { name } else { format!("{name}{ending}") })
}

fn answered(answer: Result<FileAnswer, Refusal>, parts: &Parts) -> Response {
    let language = parts.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    match answer {
        Ok(answer) => Json(answer).into_response(),
        Err(refusal) => refusal.response(preferred(language), parts.extensions.get::<RequestId>()),
    }
}

//! `POST /exchange/v1/batches`: a batch of documents.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Query, Request, State};
use axum::http::header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};
use axum::response::Response;
use commands::Request as Correlated;
use commands::exchange::{Batches, Begun, Taking};
use domain::refusal::Language;
use domain::vocabulary::BatchId;
use futures_util::StreamExt as _;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tokio::time::timeout;

use super::answering::{Answering, answer};
use super::failure::Refusal;
use super::signing::signed;
use crate::exchange::contract::ContractReader;
use crate::exchange::receiving::limits::{DOCUMENTS, PIECE_BYTES};
use crate::exchange::receiving::{Chunks, Form, Splitting, Unzipping};
use crate::http::Gateway;
use crate::http::request_id::RequestId;
use crate::locale::preferred;

/// How long nothing may come before a body is given up.
const SILENCE: Duration = Duration::from_mins(1);

/// What the address asks for.
#[derive(Debug, Deserialize)]
struct Asked {
    documents: Option<String>,
}

/// Takes a batch in.
pub async fn post(State(gateway): State<Gateway>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let language = preferred(text(&parts.headers, ACCEPT_LANGUAGE));
    let id = parts.extensions.get::<RequestId>().cloned();
    match take(&gateway, &parts, body, language).await {
        Ok(response) => response,
        Err(refusal) => refusal.response(language, id.as_ref()),
    }
}

async fn take(gateway: &Gateway, parts: &Parts, body: Body, language: Language) -> Result<Response, Refusal> {
    let base = signed(gateway, parts).await?;
    let form = form(&parts.headers)?;
    let is_zipped = is_zipped(&parts.headers)?;
    let only_refused = only_refused(parts)?;
    let _permit = gateway.exchange.permits.try_acquire().map_err(|_| Refusal::Busy)?;
    let correlation = parts.extensions.get::<RequestId>().map(RequestId::correlation);
    let request = Correlated::new(correlation.unwrap_or_else(|| gateway.ports.ids.next()));
    let commands = &gateway.exchange.commands;
    let batches = Batches { commands, reader: &ContractReader, base: &base, request: &request };
    let batch = Receiving::of(&batches, form, is_zipped).receive(body).await?;
    let in_lines = text(&parts.headers, ACCEPT).is_some_and(|accept| accept.contains("application/x-ndjson"));
    answer(commands.pool(), batch, Answering { language, in_lines, only_refused }).await
}

/// A body on its way in.
struct Receiving<'a> {
    batches: &'a Batches<'a>,
    unzipping: Unzipping,
    splitting: Splitting,
    chunks: Chunks,
    digest: Sha256,
    documents: u64,
    begun: Option<Begun<'a>>,
}

impl<'a> Receiving<'a> {
    fn of(batches: &'a Batches<'a>, form: Form, is_zipped: bool) -> Self {
        Self {
            batches,
            unzipping: Unzipping::of(is_zipped),
            splitting: Splitting::of(form),
            chunks: Chunks::default(),
            digest: Sha256::new(),
            documents: 0,
            begun: None,
        }
    }

    async fn receive(mut self, body: Body) -> Result<BatchId, Refusal> {
        let mut frames = body.into_data_stream();
        loop {
            let frame: Option<Result<Bytes, _>> =
                timeout(SILENCE, frames.next()).await.map_err(|_| Refusal::CutOff)?;
            let Some(frame) = frame else { break };
            for piece in frame.map_err(|_| Refusal::CutOff)?.chunks(PIECE_BYTES) {
                let mut documents = Vec::new();
                let plain = self.unzipping.push(piece)?;
                self.digest.update(plain);
                self.splitting.push(plain, &mut documents)?;
                self.gather(documents).await?;
            }
        }
        self.end().await
    }

    async fn end(mut self) -> Result<BatchId, Refusal> {
        let mut documents = Vec::new();
        let plain = self.unzipping.end()?;
        self.digest.update(plain);
        self.splitting.push(plain, &mut documents)?;
        self.splitting.end(&mut documents)?;
        self.gather(documents).await?;
        if let Some(chunk) = self.chunks.rest() {
            self.take(chunk).await?;
        }
        tracing::info!(
            documents = self.documents,
            bytes = self.unzipping.bytes(),
            held_bytes = self.chunks.most_bytes(),
            "a batch came to its end"
        );
        let sha256: [u8; 32] = self.digest.finalize().into();
        match self.begun {
            Some(Begun::Taking(taking)) => Ok(taking.finish(sha256).await?),
            Some(Begun::Completed { batch, sha256: kept }) if kept == sha256 => Ok(batch),
            Some(Begun::Completed { .. }) => Err(Refusal::Differs),
            None => Err(Refusal::CutOff),
        }
    }

    async fn gather(&mut self, documents: Vec<Vec<u8>>) -> Result<(), Refusal> {
        if self.begun.is_none()
            && let Some(header) = self.splitting.header()
        {
            let sent_at = header.sent_at.map(|moment| moment.0);
            self.begun = Some(self.batches.begin(&header.batch.0, sent_at).await?);
        }
        for document in documents {
            self.documents += 1;
            if self.documents > DOCUMENTS {
                return Err(Refusal::TooMany);
            }
            if let Some(chunk) = self.chunks.add(document) {
                self.take(chunk).await?;
            }
        }
        Ok(())
    }

    /// Of a batch that was taken in before only the digest is of interest.
    async fn take(&mut self, chunk: Vec<Vec<u8>>) -> Result<(), Refusal> {
        let taking: Option<&mut Taking<'_>> = match &mut self.begun {
            Some(Begun::Taking(taking)) => Some(taking),
            Some(Begun::Completed { .. }) | None => None,
        };
        match taking {
            Some(taking) => Ok(taking.take(chunk).await?),
            None => Ok(()),
        }
    }
}

fn form(headers: &HeaderMap) -> Result<Form, Refusal> {
    let kind = text(headers, CONTENT_TYPE).unwrap_or_default();
    let mut parts = kind.split(';').map(|part| part.trim().to_ascii_lowercase());
    let form = match parts.next().as_deref() {
        Some("application/json") => Form::Json,
        Some("application/x-ndjson" | "application/jsonl" | "application/ndjson") => Form::Lines,
        _ => return Err(Refusal::MediaType),
    };
    let is_utf8 = parts.all(|parameter| match parameter.split_once('=') {
        Some(("charset", charset)) => matches!(charset.trim_matches('"'), "utf-8" | "utf8"),
        _ => true,
    });
    if is_utf8 { Ok(form) } else { Err(Refusal::MediaType) }
}

fn is_zipped(headers: &HeaderMap) -> Result<bool, Refusal> {
    match text(headers, CONTENT_ENCODING).map(str::to_ascii_lowercase).as_deref() {
        None | Some("identity") => Ok(false),
        Some("gzip" | "x-gzip") => Ok(true),
        Some(_) => Err(Refusal::Encoding),
    }
}

fn only_refused(parts: &Parts) -> Result<bool, Refusal> {
    let unusable = Refusal::Argument("documents");
    let Ok(Query(Asked { documents })) = Query::<Asked>::try_from_uri(&parts.uri) else {
        return Err(unusable);
    };
    match documents.as_deref() {
        None | Some("all") => Ok(false),
        Some("refused") => Ok(true),
        Some(_) => Err(unusable),
    }
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

//! `/exchange/v1/outbox`: what 1C fetches, since nobody reaches it from outside.

use std::time::Duration;

use axum::Json;
use axum::body::{self, Body};
use axum::extract::{Query, Request, State};
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use commands::accounts::MarkReconciliationSent;
use commands::exchange::CheckedBase;
use commands::exchange::outbox::{self, OutboxRow};
use commands::{CommandError, Request as CommandRequest, Requester};
use serde::Deserialize;
use tokio::time::{Instant, timeout};

use super::failure::Refusal;
use super::signing::signed;
use crate::exchange::contract::outbox::{Acknowledged, Acknowledgement, OutboxAnswer, OutboxItem};
use crate::exchange::receiving::Malformed;
use crate::exchange::receiving::limits::HEADER_BYTES;
use crate::http::Gateway;
use crate::http::request_id::RequestId;
use crate::locale::preferred;

/// The longest wait for something to fetch.
const LONGEST_WAIT: Duration = Duration::from_mins(1);
/// How often it is looked when nothing wakes us: another node may have written it.
const LOOKED_EVERY: Duration = Duration::from_secs(1);
/// The most items of an answer.
const MOST: i64 = 100;

/// What the address asks for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    after: Option<i64>,
    wait: Option<u16>,
    limit: Option<u16>,
}

/// Gives what has to be fetched, or waits until there is something.
pub async fn show(State(gateway): State<Gateway>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    match fetch(&gateway, &parts).await {
        Ok(answer) => Json(answer).into_response(),
        Err(refusal) => refused(&refusal, &parts),
    }
}

/// Notes what was kept.
pub async fn acknowledge(State(gateway): State<Gateway>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    match note(&gateway, &parts, body).await {
        Ok(answer) => Json(answer).into_response(),
        Err(refusal) => refused(&refusal, &parts),
    }
}

async fn fetch(gateway: &Gateway, parts: &Parts) -> Result<OutboxAnswer, Refusal> {
    let base = signed(gateway, parts).await?;
    let Ok(Query(asked)) = Query::<Asked>::try_from_uri(&parts.uri) else {
        return Err(Refusal::Argument("after, wait, limit"));
    };
    let wait = Duration::from_secs(u64::from(asked.wait.unwrap_or(0)));
    if wait > LONGEST_WAIT {
        return Err(Refusal::Argument("wait"));
    }
    let most = i64::from(asked.limit.unwrap_or(100));
    if !(1..=MOST).contains(&most) {
        return Err(Refusal::Argument("limit"));
    }
    let rows = wait_for(gateway, &base, asked.after, most, wait).await?;
    let pool = gateway.exchange.commands.pool();
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        let told = outbox::tellable(pool, base.name(), &row).await.map_err(CommandError::Store)?;
        items.push(OutboxItem::of(&row, told));
    }
    Ok(OutboxAnswer { items })
}

async fn wait_for(
    gateway: &Gateway,
    base: &CheckedBase,
    after: Option<i64>,
    most: i64,
    wait: Duration,
) -> Result<Vec<OutboxRow>, Refusal> {
    let commands = &gateway.exchange.commands;
    let mut wake = commands.wake().subscribe();
    let end = Instant::now() + wait;
    loop {
        wake.borrow_and_update();
        let rows =
            outbox::after(commands.pool(), base.name(), after, most).await.map_err(CommandError::Store)?;
        let left = end.saturating_duration_since(Instant::now());
        if !rows.is_empty() || left.is_zero() {
            return Ok(rows);
        }
        // Nothing changed in time: look again all the same.
        let _ = timeout(left.min(LOOKED_EVERY), wake.changed()).await;
    }
}

async fn note(gateway: &Gateway, parts: &Parts, body: Body) -> Result<Acknowledged, Refusal> {
    let base = signed(gateway, parts).await?;
    let bytes = body::to_bytes(body, HEADER_BYTES).await.map_err(|_| Refusal::CutOff)?;
    let acknowledgement: Acknowledgement = serde_json::from_slice(&bytes)
        .map_err(|error| Refusal::Malformed(Malformed::Structure(error.to_string())))?;
    // First, so that it is not lost between the two: whoever acknowledges again does it again.
    note_sent(gateway, parts, &base, acknowledgement.position).await?;
    let (pool, now) = (gateway.exchange.commands.pool(), gateway.ports.clock.now());
    let acknowledged = outbox::acknowledge(pool, base.name(), acknowledgement.position, now).await?;
    Ok(Acknowledged { acknowledged })
}

/// Notes of the requests for statements that the base has them.
async fn note_sent(
    gateway: &Gateway,
    parts: &Parts,
    base: &CheckedBase,
    position: i64,
) -> Result<(), CommandError> {
    let commands = &gateway.exchange.commands;
    let correlation =
        parts.extensions.get::<RequestId>().map_or_else(|| gateway.ports.ids.next(), RequestId::correlation);
    for (organization, reconciliation) in
        outbox::requests_up_to(commands.pool(), base.name(), position).await?
    {
        let requester = Requester::exchange(base, organization.into());
        let sent = MarkReconciliationSent { reconciliation };
        commands.execute(&requester, &CommandRequest::new(correlation), &sent).await?;
    }
    Ok(())
}

fn refused(refusal: &Refusal, parts: &Parts) -> Response {
    let language = parts.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    refusal.response(preferred(language), parts.extensions.get::<RequestId>())
}

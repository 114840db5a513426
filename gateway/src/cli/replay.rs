//! `kabinet replay`: a stream as it was.

use std::io::Write;

use anyhow::{Context, bail};
use chrono::{DateTime, Utc};
use clap::Args;
use commands::journal::{StoredEvent, StoredStream};
use domain::journal::Fact;
use serde_json::value::RawValue;

use crate::database::Databases;

/// Show a stream of the journal as it was at a version or a moment
///
/// Reads only. Prints the events one a line as JSON, and the state to which they lead. The
/// digests of the whole stream are recomputed: a stream that was changed is refused.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  kabinet replay order 0198c0de-0000-7000-8000-000000000001\n  \
    kabinet replay order 0198c0de-0000-7000-8000-000000000001 --to-version 3\n  \
    kabinet replay order 0198c0de-0000-7000-8000-000000000001 --as-of 2026-01-31T12:00:00Z")]
pub struct Replay {
    /// The kind of stream: order, approval_case, organization, …
    pub kind: String,
    /// The id of the stream
    pub id: String,
    /// Stop after this event of the stream
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(i64).range(1..))]
    pub to_version: Option<i64>,
    /// Stop before the first event that happened later
    #[arg(long, value_name = "TIME", conflicts_with = "to_version")]
    pub as_of: Option<DateTime<Utc>>,
}

/// An event as a line of JSON. The payload is shown byte for byte.
#[derive(serde::Serialize)]
struct Line<'a> {
    sequence: i64,
    occurred_at: DateTime<Utc>,
    recorded_at: DateTime<Utc>,
    actor: &'a str,
    event_type: &'a str,
    event_version: &'a str,
    event_id: uuid::Uuid,
    payload: &'a RawValue,
}

impl Replay {
    /// Shows it.
    pub async fn run(self, pools: &Databases) -> anyhow::Result<()> {
        let Self { kind, id, to_version, as_of } = self;
        let kinds = kinds();
        if !kinds.contains(&kind.as_str()) {
            bail!("no stream is of the kind {kind}; there are {}", kinds.join(", "));
        }
        let whole = StoredStream::read(&pools.writer, &kind, &id).await?;
        if whole.0.is_empty() {
            bail!("there is no {kind} {id}");
        }
        whole.verify().context("the evidence does not hold")?;
        let shown = whole.until(to_version, as_of);
        if shown.0.is_empty() {
            bail!("nothing had happened to {kind} {id} by then");
        }
        let state = Fact::fold(&kind, shown.facts()?)??;
        let mut out = std::io::stdout().lock();
        for event in &shown.0 {
            writeln!(out, "{}", serde_json::to_string(&line(event)?)?)?;
        }
        writeln!(out, "{}", serde_json::to_string_pretty(&state)?)?;
        Ok(())
    }
}

fn line(event: &StoredEvent) -> anyhow::Result<Line<'_>> {
    Ok(Line {
        sequence: event.sequence,
        occurred_at: event.occurred_at,
        recorded_at: event.recorded_at,
        actor: &event.actor,
        event_type: &event.event_type,
        event_version: &event.event_version,
        event_id: event.event_id,
        payload: serde_json::from_str(&event.payload)?,
    })
}

fn kinds() -> Vec<&'static str> {
    let mut kinds: Vec<_> = Fact::written_today().into_iter().map(|(kind, _, _)| kind).collect();
    kinds.dedup();
    kinds
}

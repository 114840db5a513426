//! `kabinet replay`: a stream as it was.

use chrono::{DateTime, Utc};
use clap::Args;

use super::NotBuiltIn;
use crate::database::Databases;

/// Show a stream of the journal as it was at a version or a moment
///
/// Reads only. Prints the events one a line as JSON, and the state to which they lead.
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
    #[arg(long, value_name = "NUMBER")]
    pub to_version: Option<i64>,
    /// Stop before the first event that happened later
    #[arg(long, value_name = "TIME", conflicts_with = "to_version")]
    pub as_of: Option<DateTime<Utc>>,
}

impl Replay {
    /// Shows it.
    #[expect(clippy::unused_async, reason = "the body that waits is not built in yet")]
    pub async fn run(self, _pools: &Databases) -> anyhow::Result<()> {
        Err(NotBuiltIn("replay").into())
    }
}

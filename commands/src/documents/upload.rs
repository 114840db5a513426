//! Keeping a file, and hiding it again.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::documents::{FileKind, Media};
use domain::exchange::run::DocumentOutcome;
use domain::vocabulary::{OrderId, OrganizationId};
use sha2::{Digest, Sha256};
use sqlx::{PgConnection, PgPool};

use super::refusal::{FileRefusal, MOST_BYTES};
use crate::error::CommandError;
use crate::exchange::known::Known;
use crate::exchange::{CheckedBase, Verdict};
use crate::execute::Commands;
use crate::journal::StoreError;

/// How long what no file has is kept: uploads that are under way have it in a moment.
const SWEPT_AFTER: TimeDelta = TimeDelta::days(1);

/// A file of 1C.
#[derive(Clone, Debug)]
pub struct SentFile {
    /// The id in 1C.
    pub id: String,
    /// The version.
    pub version: i64,
    /// The counterparty's id in 1C.
    pub counterparty: Option<String>,
    /// Our order that it is about: its id or its number.
    pub order: Option<String>,
    /// What kind of document it is.
    pub kind: FileKind,
    /// The number on the paper.
    pub number: Option<String>,
    /// The date on the paper.
    pub date: NaiveDate,
    /// The name, with its extension.
    pub name: String,
    /// What it is.
    pub media: Media,
    /// What is in it.
    pub body: Vec<u8>,
}

/// Keeps a file. The same version again changes nothing; an older one neither.
pub async fn keep_file(
    commands: &Commands,
    base: &CheckedBase,
    sent: &SentFile,
) -> Result<DocumentOutcome, CommandError> {
    if sent.body.is_empty() {
        return Err(FileRefusal::Empty.into());
    }
    if sent.body.len() > MOST_BYTES {
        return Err(FileRefusal::TooLarge.into());
    }
    if !sent.media.is_how_it_begins(&sent.body) {
        return Err(FileRefusal::NotWhatItSays.into());
    }
    let mut transaction = commands.pool().begin().await.map_err(CommandError::database)?;
    let (organization, order) = owner(&mut transaction, base, sent).await?;
    let now = commands.ports().clock.now();
    let sha256 = keep_content(&mut transaction, &sent.body, now).await?;
    let written = sqlx::query_scalar!(
        r#"INSERT INTO documents.files AS kept
                  (id, base, source, version, organization, order_id, kind, number, date, name, media, size, sha256,
                   received_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
           ON CONFLICT ON CONSTRAINT files_source DO UPDATE
              SET version = excluded.version, organization = excluded.organization, order_id = excluded.order_id,
                  kind = excluded.kind, number = excluded.number, date = excluded.date, name = excluded.name,
                  media = excluded.media, size = excluded.size, sha256 = excluded.sha256,
                  received_at = excluded.received_at, withdrawn = false
            WHERE kept.version < excluded.version
           RETURNING kept.id = $1 AS "fresh!""#,
        commands.ports().ids.next(),
        base.name().as_str(),
        sent.id,
        sent.version,
        organization.to_string(),
        order.map(OrderId::uuid),
        sent.kind.to_string(),
        sent.number,
        sent.date,
        sent.name,
        sent.media.media_type(),
        i64::try_from(sent.body.len()).unwrap_or(i64::MAX),
        sha256,
        now
    );
    let written = written.fetch_optional(&mut *transaction).await.map_err(CommandError::database)?;
    let outcome = match written {
        Some(true) => DocumentOutcome::Posted,
        Some(false) => DocumentOutcome::Replaced,
        None => known(&mut transaction, base, &sent.id, sent.version).await?,
    };
    transaction.commit().await.map_err(CommandError::database)?;
    Ok(outcome)
}

/// Hides a file: 1C deleted it. A later version brings it back.
pub async fn withdraw_file(
    commands: &Commands,
    base: &CheckedBase,
    id: &str,
    version: i64,
) -> Result<DocumentOutcome, CommandError> {
    let hidden = sqlx::query!(
        "UPDATE documents.files SET withdrawn = true, version = $3
          WHERE base = $1 AND source = $2 AND version < $3",
        base.name().as_str(),
        id,
        version
    );
    let hidden = hidden.execute(commands.pool()).await.map_err(CommandError::database)?;
    if hidden.rows_affected() > 0 {
        return Ok(DocumentOutcome::Reversed);
    }
    let mut connection = commands.pool().acquire().await.map_err(CommandError::database)?;
    known(&mut connection, base, id, version).await
}

/// Forgets what no file has any more.
pub async fn sweep_contents(pool: &PgPool, now: DateTime<Utc>) -> Result<u64, CommandError> {
    let swept = sqlx::query!(
        "DELETE FROM documents.contents content
          WHERE kept_at < $1
            AND NOT EXISTS (SELECT FROM documents.files WHERE files.sha256 = content.sha256)",
        now - SWEPT_AFTER
    );
    let swept = swept.execute(pool).await.map_err(CommandError::database)?;
    Ok(swept.rows_affected())
}

/// How a version compares with the one that is kept.
async fn known(
    connection: &mut PgConnection,
    base: &CheckedBase,
    id: &str,
    version: i64,
) -> Result<DocumentOutcome, CommandError> {
    let kept = sqlx::query_scalar!(
        "SELECT version FROM documents.files WHERE base = $1 AND source = $2",
        base.name().as_str(),
        id
    );
    let kept = kept.fetch_optional(connection).await.map_err(CommandError::database)?;
    let kept = kept.ok_or(FileRefusal::Unknown)?;
    Ok(Verdict::of_known(kept, version).map_or(DocumentOutcome::Unchanged, |verdict| verdict.outcome))
}

/// Whose it is: of the counterparty, or of the order, or of both if they are the same.
async fn owner(
    connection: &mut PgConnection,
    base: &CheckedBase,
    sent: &SentFile,
) -> Result<(OrganizationId, Option<OrderId>), CommandError> {
    let mut known = Known::default();
    let counterparties: BTreeSet<_> = sent.counterparty.as_deref().into_iter().collect();
    known.look_up_counterparties(connection, base.name(), counterparties).await?;
    known.look_up_orders(connection, sent.order.as_deref().into_iter().collect()).await?;
    let counterparty = sent.counterparty.as_deref().map(|id| known.organization(id)).transpose()?;
    let order = sent.order.as_deref().map(|name| known.order(name)).transpose()?;
    match (counterparty, order) {
        (None, None) => Err(FileRefusal::OwnerMissing.into()),
        (Some(organization), Some((_, other))) if organization != other => {
            Err(FileRefusal::OwnersDiffer.into())
        }
        (_, Some((order, organization))) => Ok((organization, Some(order))),
        (Some(organization), None) => Ok((organization, None)),
    }
}

/// Keeps bytes once, and gives their SHA-256.
async fn keep_content(
    connection: &mut PgConnection,
    body: &[u8],
    now: DateTime<Utc>,
) -> Result<Vec<u8>, StoreError> {
    let sha256 = Sha256::digest(body).to_vec();
    sqlx::query!(
        "INSERT INTO documents.contents (sha256, body, kept_at) VALUES ($1, $2, $3)
         ON CONFLICT (sha256) DO UPDATE SET kept_at = excluded.kept_at",
        sha256,
        body,
        now
    )
    .execute(connection)
    .await?;
    Ok(sha256)
}

//! How documents of the ledger stand, kept beside their streams.

use std::collections::BTreeMap;

use domain::accounts::settlement::Standing;
use domain::exchange::BaseName;
use domain::vocabulary::{OrganizationId, SettlementDocumentId};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::journal::StoreError;

/// How a document stands in the ledger of one organization.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub(super) document: SettlementDocumentId,
    /// How many events its stream has.
    pub(super) sequence: i64,
    pub(super) standing: Standing,
}

/// The heads of some documents, by their ids in the base. Those that 1C moved have several.
pub(super) type Heads = BTreeMap<String, Vec<Head>>;

/// Reads heads, and keeps other exchanges of the base from changing them until the transaction ends.
pub(super) async fn read(
    transaction: &mut PgConnection,
    base: &BaseName,
    sources: &[String],
) -> Result<Heads, StoreError> {
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtext('accounts.settle'), hashtext($1))", base.as_str())
        .execute(&mut *transaction)
        .await?;
    let rows = sqlx::query!(
        "SELECT source, organization, document, sequence, version, counts
           FROM accounts.settlement_heads WHERE base = $1 AND source = ANY($2)",
        base.as_str(),
        sources
    )
    .fetch_all(transaction)
    .await?;
    let mut heads = Heads::new();
    for row in rows {
        let standing = Standing {
            organization: organization(&row.organization)?,
            version: row.version.cast_unsigned(),
            counts: row.counts.map(digest).transpose()?,
        };
        let (document, sequence) = (SettlementDocumentId(row.document), row.sequence);
        heads.entry(row.source).or_default().push(Head { document, sequence, standing });
    }
    Ok(heads)
}

fn organization(text: &str) -> Result<OrganizationId, StoreError> {
    text.parse().map_err(|_| inconsistent("organization", text.to_owned()))
}

fn digest(bytes: Vec<u8>) -> Result<[u8; 32], StoreError> {
    bytes.try_into().map_err(|bytes: Vec<u8>| inconsistent("counts", format!("{} bytes", bytes.len())))
}

const fn inconsistent(column: &'static str, value: String) -> StoreError {
    StoreError::Inconsistent { table: "accounts.settlement_heads", column, value }
}

/// Keeps heads that changed, each at most once.
pub(super) async fn keep(
    transaction: &mut PgConnection,
    base: &BaseName,
    changed: &[(&str, &Head)],
) -> Result<(), StoreError> {
    fn column<T>(rows: &[(&str, &Head)], value: impl Fn(&str, &Head) -> T) -> Vec<T> {
        rows.iter().map(|(source, head)| value(source, head)).collect()
    }
    sqlx::query!(
        "INSERT INTO accounts.settlement_heads (base, source, organization, document, sequence, version, counts)
         SELECT $1, * FROM unnest($2::text[], $3::text[], $4::uuid[], $5::bigint[], $6::bigint[], $7::bytea[])
         ON CONFLICT (base, source, organization) DO UPDATE
         SET sequence = excluded.sequence, version = excluded.version, counts = excluded.counts",
        base.as_str(),
        &column(changed, |source, _| source.to_owned()),
        &column(changed, |_, head| head.standing.organization.to_string()),
        &column(changed, |_, head| head.document.uuid()) as &[Uuid],
        &column(changed, |_, head| head.sequence),
        &column(changed, |_, head| head.standing.version.cast_signed()),
        &column(changed, |_, head| head.standing.counts.map(Vec::from)) as &[Option<Vec<u8>>],
    )
    .execute(transaction)
    .await?;
    Ok(())
}

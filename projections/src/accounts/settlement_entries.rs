//! The journal → every version of every document of the settlement ledger, and what is open.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use domain::accounts::settlement::{Entry, SettlementEvent};
use domain::journal::{Fact, Recorded};
use domain::vocabulary::{OrderId, SettlementDocumentId};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::projection::{Projecting, Projection, ProjectionError, Table};
use crate::stored::column;

/// The projection.
pub struct SettlementEntries;

impl Projection for SettlementEntries {
    fn name(&self) -> &'static str {
        "settlement_entries"
    }

    fn version(&self) -> i32 {
        3
    }

    fn tables(&self) -> &'static [Table] {
        &[
            Table { name: "settlement_entries", definition: include_str!("settlement_entries.sql") },
            Table { name: "settlement_links", definition: include_str!("settlement_links.sql") },
            Table { name: "receivables", definition: include_str!("receivables.sql") },
            Table { name: "order_payments", definition: include_str!("order_payments.sql") },
            Table { name: "receivables_by_due", definition: include_str!("receivables_by_due.sql") },
        ]
    }

    fn project<'a>(&'a self, page: &'a [Recorded], tables: &'a mut PgConnection) -> Projecting<'a> {
        Box::pin(async move {
            let changes = changes(page)?;
            if changes.is_empty() {
                return Ok(());
            }
            let mut touched: BTreeSet<Uuid> = changes.keys().map(|document| document.uuid()).collect();
            touched.extend(close(tables, &changes).await?);
            let versions = versions(&changes);
            touched.extend(versions.iter().flat_map(Version::targets));
            write_entries(tables, &versions).await?;
            write_links(tables, &versions).await?;
            let touched: Vec<_> = touched.into_iter().collect();
            reopen(tables, &touched).await?;
            write_order_payments(tables, &touched).await?;
            Ok(())
        })
    }
}

/// What one event makes of a document: another entry counts, or none.
struct Change<'a> {
    recorded: &'a Recorded,
    entry: Option<&'a Entry>,
}

/// The changes of a page by document, each in order.
type Changes<'a> = BTreeMap<SettlementDocumentId, Vec<Change<'a>>>;

fn changes(page: &[Recorded]) -> Result<Changes<'_>, ProjectionError> {
    let mut changes = Changes::new();
    for recorded in page {
        let Ok(Fact::SettlementDocument(event)) = &recorded.fact else { continue };
        let entry = match event {
            SettlementEvent::Posted { entry, .. } | SettlementEvent::Replaced { entry, .. } => {
                Some(entry.as_ref())
            }
            SettlementEvent::Reversed { .. } => None,
            SettlementEvent::Resaved { .. } => continue,
        };
        changes.entry(document(recorded)?).or_default().push(Change { recorded, entry });
    }
    Ok(changes)
}

fn document(recorded: &Recorded) -> Result<SettlementDocumentId, ProjectionError> {
    let id = &recorded.aggregate_id;
    let wrong = |_| ProjectionError::Impossible(format!("'{id}' is not the id of a document"));
    id.parse().map_err(wrong)
}

/// A version of a document, and until when it counted as far as the page says.
struct Version<'a> {
    document: SettlementDocumentId,
    recorded: &'a Recorded,
    entry: &'a Entry,
    until: Option<DateTime<Utc>>,
}

impl Version<'_> {
    fn targets(&self) -> impl Iterator<Item = Uuid> {
        self.entry.allocations.iter().map(|allocation| allocation.target.uuid())
    }

    fn allocations(&self) -> impl Iterator<Item = (&Self, Uuid, Decimal)> {
        self.entry.allocations.iter().map(move |part| (self, part.target.uuid(), part.amount))
    }
}

fn versions<'a>(changes: &Changes<'a>) -> Vec<Version<'a>> {
    let mut versions = Vec::new();
    for (document, changes) in changes {
        let ends = changes.iter().skip(1).map(|next| Some(next.recorded.occurred_at)).chain([None]);
        for (Change { recorded, entry }, until) in changes.iter().zip(ends) {
            if let Some(entry) = entry {
                versions.push(Version { document: *document, recorded, entry, until });
            }
        }
    }
    versions
}

/// Ends what counted before the page, and gives what it settled.
async fn close(tables: &mut PgConnection, changes: &Changes<'_>) -> sqlx::Result<Vec<Uuid>> {
    let first = |(document, changes): (&SettlementDocumentId, &Vec<Change<'_>>)| {
        changes.first().map(|change| (document.uuid(), change.recorded.occurred_at))
    };
    let (documents, moments): (Vec<_>, Vec<_>) = changes.iter().filter_map(first).unzip();
    sqlx::query!(
        "UPDATE settlement_entries entry
            SET known_to = greatest(entry.known_from, change.at)
           FROM unnest($1::uuid[], $2::timestamptz[]) AS change (document, at)
          WHERE entry.document = change.document AND entry.known_to = 'infinity'",
        &documents,
        &moments
    )
    .execute(&mut *tables)
    .await?;
    sqlx::query_scalar!(
        "UPDATE settlement_links SET counts = false WHERE document = ANY($1) AND counts RETURNING target",
        &documents
    )
    .fetch_all(tables)
    .await
}

async fn write_entries(tables: &mut PgConnection, versions: &[Version<'_>]) -> sqlx::Result<()> {
    sqlx::query!(
        "INSERT INTO settlement_entries
                (document, sequence, organization, contract, currency, kind, side, number, effective, due, amount,
                 allocated, order_id, known_from, known_to, position)
         SELECT document, sequence, organization, contract, currency, kind, side, number, effective, due, amount,
                allocated, order_id, known_from, greatest(known_from, coalesce(known_to, 'infinity')), position
           FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[],
                       $9::date[], $10::date[], $11::numeric[], $12::numeric[], $13::uuid[], $14::timestamptz[],
                       $15::timestamptz[], $16::bigint[])
             AS version (document, sequence, organization, contract, currency, kind, side, number, effective, due,
                         amount, allocated, order_id, known_from, known_to, position)",
        &column(versions, |version| version.document.uuid()),
        &column(versions, |version| version.recorded.sequence),
        &column(versions, |version| version.recorded.tenant.to_string()),
        &column(versions, |version| version.entry.contract.uuid()),
        &column(versions, |version| version.entry.currency.to_string()),
        &column(versions, |version| version.entry.kind.to_string()),
        &column(versions, |version| version.entry.side.to_string()),
        &column(versions, |version| version.entry.number.clone()),
        &column(versions, |version| version.entry.effective),
        &column(versions, |version| version.entry.due) as &[Option<NaiveDate>],
        &column(versions, |version| version.entry.amount),
        &column(versions, |version| version.entry.allocated()),
        &column(versions, |version| version.entry.order.map(OrderId::uuid)) as &[Option<Uuid>],
        &column(versions, |version| version.recorded.occurred_at),
        &column(versions, |version| version.until) as &[Option<DateTime<Utc>>],
        &column(versions, |version| version.recorded.position.0),
    )
    .execute(tables)
    .await?;
    Ok(())
}

async fn write_links(tables: &mut PgConnection, versions: &[Version<'_>]) -> sqlx::Result<()> {
    let rows: Vec<_> = versions.iter().flat_map(Version::allocations).collect();
    if rows.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "INSERT INTO settlement_links (document, sequence, target, organization, amount, counts)
         SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::text[], $5::numeric[], $6::boolean[])",
        &column(&rows, |(version, ..)| version.document.uuid()),
        &column(&rows, |(version, ..)| version.recorded.sequence),
        &column(&rows, |(_, target, _)| *target),
        &column(&rows, |(version, ..)| version.recorded.tenant.to_string()),
        &column(&rows, |(.., amount)| *amount),
        &column(&rows, |(version, ..)| version.until.is_none()),
    )
    .execute(tables)
    .await?;
    Ok(())
}

/// What is paid for orders; it follows what is open.
async fn write_order_payments(tables: &mut PgConnection, touched: &[Uuid]) -> sqlx::Result<()> {
    sqlx::query_file!("src/accounts/write_order_payments.sql", touched).execute(tables).await?;
    Ok(())
}

async fn reopen(tables: &mut PgConnection, touched: &[Uuid]) -> sqlx::Result<()> {
    sqlx::query_file!("src/accounts/reopen_settlement_entries.sql", touched).execute(&mut *tables).await?;
    // A statement does not see the rows that it writes.
    sqlx::query!("DELETE FROM receivables WHERE receivable = 0 AND advance = 0")
        .execute(&mut *tables)
        .await?;
    sqlx::query!("DELETE FROM receivables_by_due WHERE open = 0").execute(tables).await?;
    Ok(())
}

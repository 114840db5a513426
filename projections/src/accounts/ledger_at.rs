//! The ledger of an organization as it was on a day, as it was known at a moment.
//!
//! What counts now is kept in the table; for any other time the documents are folded anew by the
//! rule of the domain.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::accounts::settlement::{Allocation, Entry, Ledger};
use domain::vocabulary::{ContractId, OrderId, OrganizationId, SettlementDocumentId};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::as_of::AsOf;
use crate::page::ReadError;
use crate::scoped_read::ScopedRead;
use crate::stored::{grouped, organization as id_of, parse};

/// The documents that counted, and what they made of each other.
pub(super) async fn ledger_at(
    read: &mut ScopedRead,
    organization: OrganizationId,
    at: AsOf,
) -> Result<Ledger, ReadError> {
    let of = organization.to_string();
    let rows = sqlx::query_as!(
        Stored,
        "SELECT document, sequence, organization, contract, currency, kind, side, number, effective, due, amount,
                order_id
           FROM settlement_entries
          WHERE organization = $1 AND known_to > coalesce($2, '-infinity'::timestamptz)
            AND CASE WHEN $2::timestamptz IS NULL THEN known_to = 'infinity' ELSE known_from <= $2 END
            AND ($3::date IS NULL OR effective <= $3)",
        of,
        at.known as Option<DateTime<Utc>>,
        at.day as Option<NaiveDate>
    )
    .fetch_all(read.connection())
    .await?;
    let (documents, sequences): (Vec<_>, Vec<_>) =
        rows.iter().map(|row| (row.document, row.sequence)).unzip();
    let links = sqlx::query!(
        "SELECT link.document, link.target, link.amount
           FROM unnest($1::uuid[], $2::bigint[]) AS version (document, sequence)
           JOIN settlement_links link USING (document, sequence)",
        &documents,
        &sequences
    )
    .fetch_all(read.connection())
    .await?;
    let mut links = grouped(links, |link| link.document);
    rows.into_iter()
        .map(|row| {
            let links = links.remove(&row.document).unwrap_or_default().into_iter();
            let allocation = links
                .map(|link| Allocation { target: SettlementDocumentId(link.target), amount: link.amount });
            Ok((SettlementDocumentId(row.document), row.entry(allocation.collect())?))
        })
        .collect::<Result<BTreeMap<_, _>, ReadError>>()
        .map(Ledger::from_iter)
}

/// A version as it is stored.
struct Stored {
    document: Uuid,
    sequence: i64,
    organization: String,
    contract: Uuid,
    currency: String,
    kind: String,
    side: String,
    number: String,
    effective: NaiveDate,
    due: Option<NaiveDate>,
    amount: Decimal,
    order_id: Option<Uuid>,
}

impl Stored {
    fn entry(self, allocations: Vec<Allocation>) -> sqlx::Result<Entry> {
        Ok(Entry {
            organization: id_of(&self.organization)?,
            contract: ContractId(self.contract),
            currency: parse(&self.currency)?,
            kind: parse(&self.kind)?,
            side: parse(&self.side)?,
            number: self.number,
            effective: self.effective,
            amount: self.amount,
            due: self.due,
            order: self.order_id.map(OrderId),
            allocations,
        })
    }
}

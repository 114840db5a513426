//! Which documents are in the ledger, and what settled each of them?

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::accounts::settlement::{EntryKind, Part, Side};
use domain::vocabulary::{ContractId, Currency, OrderId, OrganizationId, SettlementDocumentId};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::reach::sees;
use crate::page::{Cursor, PageRequest, ReadError, Slice};
use crate::scoped_read::ScopedRead;
use crate::stored::{organization as id_of, parse};

/// A document that counts now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryRow {
    /// The document.
    pub document: SettlementDocumentId,
    /// Whose ledger.
    pub organization: OrganizationId,
    /// Under which contract.
    pub contract: ContractId,
    /// In which currency.
    pub currency: Currency,
    /// What kind of document.
    pub kind: EntryKind,
    /// Which way the amount goes.
    pub side: Side,
    /// The number on the paper.
    pub number: String,
    /// The accounting date.
    pub effective: NaiveDate,
    /// Until when it is to be paid.
    pub due: Option<NaiveDate>,
    /// The amount.
    pub amount: Decimal,
    /// What is not settled of it.
    pub open: Decimal,
    /// The order that it is about.
    pub order: Option<OrderId>,
    /// When we learnt of it, as it is now.
    pub recorded: DateTime<Utc>,
}

impl EntryRow {
    /// Where it is in the list.
    pub fn cursor(&self) -> Cursor {
        Cursor::of(&(self.effective, self.document))
    }
}

/// Which documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryFilter {
    /// Only under this contract.
    pub contract: Option<ContractId>,
    /// Only in this currency.
    pub currency: Option<Currency>,
    /// Only of these kinds; none of them is no bound.
    pub kinds: Vec<EntryKind>,
    /// Only what is not settled.
    pub open_only: bool,
    /// Only of this day or later.
    pub from: Option<NaiveDate>,
    /// Only up to this day.
    pub to: Option<NaiveDate>,
    /// Only about this order.
    pub order: Option<OrderId>,
}

/// A page of the documents that count now, the latest first.
pub async fn entries(
    read: &mut ScopedRead,
    organization: OrganizationId,
    filter: &EntryFilter,
    page: &PageRequest,
) -> Result<Slice<EntryRow>, ReadError> {
    if !sees(read.scope(), organization) {
        return Ok(Slice::empty());
    }
    let place = |cursor: Option<&Cursor>| cursor.map(Cursor::key::<(NaiveDate, Uuid)>).transpose();
    let (after, before) = (place(page.after.as_ref())?.unzip(), place(page.before.as_ref())?.unzip());
    let kinds: Vec<String> = filter.kinds.iter().map(ToString::to_string).collect();
    let rows = sqlx::query_file_as!(
        Stored,
        "src/accounts/list_entries.sql",
        organization.to_string(),
        filter.contract.map(ContractId::uuid),
        filter.currency.map(|currency| currency.to_string()),
        &kinds,
        filter.open_only,
        filter.from,
        filter.to,
        filter.order.map(OrderId::uuid),
        after.0,
        after.1,
        before.0,
        before.1,
        page.from_end,
        page.limit()
    )
    .fetch_all(read.connection())
    .await?;
    Ok(Slice::cut(rows, page).try_map(EntryRow::try_from)?)
}

/// Those of a set of documents of an organization that count now, in any order.
pub async fn entries_by_ids(
    read: &mut ScopedRead,
    organization: OrganizationId,
    documents: &[SettlementDocumentId],
) -> Result<Vec<EntryRow>, ReadError> {
    if !sees(read.scope(), organization) {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = documents.iter().map(|document| document.uuid()).collect();
    let rows = sqlx::query_as!(
        Stored,
        "SELECT document, organization, contract, currency, kind, side, number, effective, due, amount, open, order_id,
                known_from
           FROM settlement_entries
          WHERE document = ANY($1) AND organization = $2 AND known_to = 'infinity'",
        &ids,
        organization.to_string()
    )
    .fetch_all(read.connection())
    .await?;
    Ok(rows.into_iter().map(EntryRow::try_from).collect::<sqlx::Result<_>>()?)
}

/// When the last change of the ledger of an organization came; nothing before the first one.
pub async fn last_change(
    read: &mut ScopedRead,
    organization: OrganizationId,
) -> Result<Option<DateTime<Utc>>, ReadError> {
    if !sees(read.scope(), organization) {
        return Ok(None);
    }
    let change = sqlx::query_scalar!(
        "SELECT max(greatest(known_from, nullif(known_to, 'infinity'))) FROM settlement_entries WHERE organization = $1",
        organization.to_string()
    );
    Ok(change.fetch_one(read.connection()).await?)
}

/// What settles each of some documents that count now, whichever of the two said so.
pub async fn parts(
    read: &mut ScopedRead,
    documents: &[SettlementDocumentId],
) -> Result<BTreeMap<SettlementDocumentId, Vec<Part>>, ReadError> {
    let ids: Vec<Uuid> = documents.iter().map(|document| document.uuid()).collect();
    let rows = sqlx::query!(
        r#"SELECT document AS "document!", target AS "target!", amount AS "amount!" FROM settlement_parts($1)"#,
        &ids
    )
    .fetch_all(read.connection())
    .await?;
    let mut parts: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for row in rows {
        let (document, target) = (SettlementDocumentId(row.document), SettlementDocumentId(row.target));
        parts.entry(document).or_default().push(Part { by: target, amount: row.amount });
        parts.entry(target).or_default().push(Part { by: document, amount: row.amount });
    }
    parts.retain(|document, _| documents.contains(document));
    Ok(parts)
}

struct Stored {
    document: Uuid,
    organization: String,
    contract: Uuid,
    currency: String,
    kind: String,
    side: String,
    number: String,
    effective: NaiveDate,
    due: Option<NaiveDate>,
    amount: Decimal,
    open: Decimal,
    order_id: Option<Uuid>,
    known_from: DateTime<Utc>,
}

impl TryFrom<Stored> for EntryRow {
    type Error = sqlx::Error;

    fn try_from(row: Stored) -> sqlx::Result<Self> {
        Ok(Self {
            document: SettlementDocumentId(row.document),
            organization: id_of(&row.organization)?,
            contract: ContractId(row.contract),
            currency: parse(&row.currency)?,
            kind: parse(&row.kind)?,
            side: parse(&row.side)?,
            number: row.number,
            effective: row.effective,
            due: row.due,
            amount: row.amount,
            open: row.open,
            order: row.order_id.map(OrderId),
            recorded: row.known_from,
        })
    }
}

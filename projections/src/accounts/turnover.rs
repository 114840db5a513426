//! What moved between two days: the rows of a reconciliation statement, and a balance by day.

use chrono::{DateTime, NaiveDate, Utc};
use domain::accounts::settlement::{EntryKind, Side};
use domain::vocabulary::{ContractId, Currency, OrderId, OrganizationId, SettlementDocumentId};
use rust_decimal::Decimal;

use super::reach::sees;
use crate::page::ReadError;
use crate::scoped_read::ScopedRead;
use crate::stored::parse;

/// Of which account, and of which days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Under which contract; all of them when nothing is said.
    pub contract: Option<ContractId>,
    /// In which currency.
    pub currency: Currency,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// As it was known at this moment; nothing is now.
    pub known: Option<DateTime<Utc>>,
}

/// A document that moved the balance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    /// The document.
    pub document: SettlementDocumentId,
    /// Under which contract.
    pub contract: ContractId,
    /// What kind of document.
    pub kind: EntryKind,
    /// Which way.
    pub side: Side,
    /// The number on the paper.
    pub number: String,
    /// The accounting date.
    pub effective: NaiveDate,
    /// How much.
    pub amount: Decimal,
    /// The order that it is about.
    pub order: Option<OrderId>,
}

/// What was owed before the first day, and what moved it since.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turnover {
    /// What the other one owed before; below zero it was owed to them.
    pub opening: Decimal,
    /// What moved it, in the order of the accounting dates.
    pub movements: Vec<Movement>,
}

impl Turnover {
    /// The sum on a side.
    pub fn sum(&self, side: Side) -> Decimal {
        self.movements.iter().filter(|it| it.side == side).map(|it| it.amount).sum()
    }

    /// What is owed after the last day.
    pub fn closing(&self) -> Decimal {
        self.opening + self.sum(Side::Debit) - self.sum(Side::Credit)
    }
}

/// What moved the balance of an organization; nothing for those who may not see it.
pub async fn turnover(
    read: &mut ScopedRead,
    organization: OrganizationId,
    stretch: &Stretch,
) -> Result<Option<Turnover>, ReadError> {
    if !sees(read.scope(), organization) {
        return Ok(None);
    }
    let opening = balance_before(read, organization, stretch).await?;
    let rows = sqlx::query!(
        "SELECT document, contract, kind, side, number, effective, amount, order_id
           FROM settlement_entries
          WHERE organization = $1 AND currency = $2 AND ($3::uuid IS NULL OR contract = $3)
            AND effective BETWEEN $4 AND $5 AND known_to > coalesce($6, '-infinity'::timestamptz)
            AND CASE WHEN $6::timestamptz IS NULL THEN known_to = 'infinity' ELSE known_from <= $6 END
          ORDER BY effective, number, document",
        organization.to_string(),
        stretch.currency.code(),
        stretch.contract.map(ContractId::uuid),
        stretch.from,
        stretch.to,
        stretch.known
    )
    .fetch_all(read.connection())
    .await?;
    let mut movements = Vec::with_capacity(rows.len());
    for row in rows {
        movements.push(Movement {
            document: SettlementDocumentId(row.document),
            contract: ContractId(row.contract),
            kind: parse(&row.kind)?,
            side: parse(&row.side)?,
            number: row.number,
            effective: row.effective,
            amount: row.amount,
            order: row.order_id.map(OrderId),
        });
    }
    Ok(Some(Turnover { opening, movements }))
}

/// The balance at the end of each day on which it moved, and that before the first of them.
pub async fn balance_by_day(
    read: &mut ScopedRead,
    organization: OrganizationId,
    stretch: &Stretch,
) -> Result<Option<(Decimal, Vec<(NaiveDate, Decimal)>)>, ReadError> {
    if !sees(read.scope(), organization) {
        return Ok(None);
    }
    let opening = balance_before(read, organization, stretch).await?;
    let rows = sqlx::query!(
        r#"SELECT effective, sum(signed) AS "moved!"
             FROM settlement_entries
            WHERE organization = $1 AND currency = $2 AND ($3::uuid IS NULL OR contract = $3)
              AND effective BETWEEN $4 AND $5 AND known_to > coalesce($6, '-infinity'::timestamptz)
              AND CASE WHEN $6::timestamptz IS NULL THEN known_to = 'infinity' ELSE known_from <= $6 END
            GROUP BY effective ORDER BY effective"#,
        organization.to_string(),
        stretch.currency.code(),
        stretch.contract.map(ContractId::uuid),
        stretch.from,
        stretch.to,
        stretch.known
    )
    .fetch_all(read.connection())
    .await?;
    let mut balance = opening;
    let days = rows.into_iter().map(|row| {
        balance += row.moved;
        (row.effective, balance)
    });
    Ok(Some((opening, days.collect())))
}

/// What an organization owed after the last day of a stretch: for decisions, which see everything.
pub async fn balance_after(
    read: &mut ScopedRead,
    organization: OrganizationId,
    stretch: &Stretch,
) -> Result<Decimal, ReadError> {
    let next = stretch.to.succ_opt().unwrap_or(NaiveDate::MAX);
    balance_before(read, organization, &Stretch { from: next, ..*stretch }).await
}

async fn balance_before(
    read: &mut ScopedRead,
    organization: OrganizationId,
    stretch: &Stretch,
) -> Result<Decimal, ReadError> {
    let balance = sqlx::query_scalar!(
        "SELECT sum(signed) FROM settlement_entries
          WHERE organization = $1 AND currency = $2 AND ($3::uuid IS NULL OR contract = $3)
            AND effective < $4 AND known_to > coalesce($5, '-infinity'::timestamptz)
            AND CASE WHEN $5::timestamptz IS NULL THEN known_to = 'infinity' ELSE known_from <= $5 END",
        organization.to_string(),
        stretch.currency.code(),
        stretch.contract.map(ContractId::uuid),
        stretch.from,
        stretch.known
    );
    Ok(balance.fetch_one(read.connection()).await?.unwrap_or_default())
}

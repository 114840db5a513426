//! What does an organization owe, under which contract, in which currency, and how old is it?

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::accounts::settlement::{Aging, Bucket, EntryKind, OpenItem, Side};
use domain::vocabulary::{ContractId, Currency, OrganizationId};
use rust_decimal::Decimal;

use super::as_of::AsOf;
use super::ledger_at::ledger_at;
use super::reach::sees;
use crate::page::ReadError;
use crate::scoped_read::ScopedRead;
use crate::stored::parse;

/// What is owed under a contract in a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balance {
    /// The contract.
    pub contract: ContractId,
    /// The currency.
    pub currency: Currency,
    /// What is open of what the other one has to pay, by age.
    pub receivable: Aging,
    /// What is open of what the supplier has to pay for what it got, by age.
    pub payable: Aging,
    /// What the other one paid ahead, or gets back.
    pub advance: Decimal,
}

impl Balance {
    const fn nothing(contract: ContractId, currency: Currency) -> Self {
        let (receivable, payable) = (Aging::NOTHING, Aging::NOTHING);
        Self { contract, currency, receivable, payable, advance: Decimal::ZERO }
    }

    /// What the other one owes in all; below zero it is owed to them.
    pub fn total(&self) -> Decimal {
        self.receivable.total() - self.payable.total() - self.advance
    }

    fn add(&mut self, side: Side, kind: EntryKind, bucket: Bucket, open: Decimal) {
        match (side, kind) {
            (Side::Debit, _) => *self.receivable.at(bucket) += open,
            (Side::Credit, EntryKind::Supply) => *self.payable.at(bucket) += open,
            (Side::Credit, _) => self.advance += open,
        }
    }
}

/// What an organization owes, by contract and currency. What is due is told by a day: that of
/// `at`, or else `today` where the organization is.
pub async fn balances(
    read: &mut ScopedRead,
    organization: OrganizationId,
    at: AsOf,
    today: NaiveDate,
) -> Result<Vec<Balance>, ReadError> {
    if !sees(read.scope(), organization) {
        return Ok(Vec::new());
    }
    let mut balances = Balances::default();
    if at.is_now() {
        for row in open_now(read, organization).await? {
            let bucket = Bucket::of(row.due, today);
            balances.of(ContractId(row.contract), parse(&row.currency)?).add(
                parse(&row.side)?,
                parse(&row.kind)?,
                bucket,
                row.open,
            );
        }
    } else {
        let ledger = ledger_at(read, organization, at).await?;
        for OpenItem { entry, open, .. } in ledger.items() {
            let bucket = Bucket::of(entry.due, at.day.unwrap_or(today));
            balances.of(entry.contract, entry.currency).add(entry.side, entry.kind, bucket, open);
        }
    }
    Ok(balances.0.into_values().collect())
}

#[derive(Default)]
struct Balances(BTreeMap<(ContractId, Currency), Balance>);

impl Balances {
    fn of(&mut self, contract: ContractId, currency: Currency) -> &mut Balance {
        self.0.entry((contract, currency)).or_insert_with(|| Balance::nothing(contract, currency))
    }
}

struct OpenRow {
    contract: uuid::Uuid,
    currency: String,
    side: String,
    kind: String,
    due: Option<NaiveDate>,
    open: Decimal,
}

async fn open_now(read: &mut ScopedRead, organization: OrganizationId) -> Result<Vec<OpenRow>, ReadError> {
    let rows = sqlx::query_as!(
        OpenRow,
        r#"SELECT contract, currency, side, kind, due, sum(open) AS "open!"
             FROM settlement_entries WHERE organization = $1 AND open > 0
            GROUP BY contract, currency, side, kind, due"#,
        organization.to_string()
    );
    Ok(rows.fetch_all(read.connection()).await?)
}

//! Who owes most, over all organizations?

use chrono::NaiveDate;
use domain::vocabulary::{Currency, OrganizationId};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::reach::sees_all;
use crate::page::{Cursor, PageRequest, ReadError, Slice};
use crate::scoped_read::ScopedRead;
use crate::stored::organization;

/// What an organization owes in a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Debtor {
    /// Who.
    pub organization: OrganizationId,
    /// What is open of what it has to pay.
    pub receivable: Decimal,
    /// What of that is due.
    pub overdue: Decimal,
    /// The day on which the oldest of it was due.
    pub due_since: Option<NaiveDate>,
    /// What it owes in all, less what it paid ahead and what is owed to it.
    pub balance: Decimal,
}

impl Debtor {
    /// Where it is in the list.
    pub fn cursor(&self) -> Cursor {
        Cursor::of(&(self.receivable, self.organization))
    }
}

/// What all organizations owe in a currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DebtorTotals {
    /// How many owe something.
    pub organizations: i64,
    /// What is open.
    pub receivable: Decimal,
    /// What of that is due.
    pub overdue: Decimal,
    /// What they owe in all, less what they paid ahead and what is owed to them.
    pub balance: Decimal,
}

/// A page of those who owe something in a currency, the largest first; nobody for those who may
/// not see it.
pub async fn debtors(
    read: &mut ScopedRead,
    currency: Currency,
    today: NaiveDate,
    page: &PageRequest,
) -> Result<Slice<Debtor>, ReadError> {
    if !sees_all(read.scope()) {
        return Ok(Slice::empty());
    }
    let place = |cursor: Option<&Cursor>| cursor.map(Cursor::key::<(Decimal, Uuid)>).transpose();
    let (after, before) = (place(page.after.as_ref())?.unzip(), place(page.before.as_ref())?.unzip());
    let rows = sqlx::query_file!(
        "src/accounts/list_debtors.sql",
        currency.code(),
        today,
        after.0,
        after.1.map(|id| id.to_string()),
        before.0,
        before.1.map(|id| id.to_string()),
        page.from_end,
        page.limit()
    )
    .fetch_all(read.connection())
    .await?;
    let slice = Slice::cut(rows, page);
    Ok(slice.try_map(|row| -> sqlx::Result<_> {
        Ok(Debtor {
            organization: organization(&row.organization)?,
            receivable: row.receivable,
            overdue: row.overdue,
            due_since: row.due_since,
            balance: row.balance,
        })
    })?)
}

/// What all of them owe in a currency.
pub async fn debtor_totals(
    read: &mut ScopedRead,
    currency: Currency,
    today: NaiveDate,
) -> Result<DebtorTotals, ReadError> {
    if !sees_all(read.scope()) {
        return Ok(DebtorTotals::default());
    }
    let row = sqlx::query!(
        r#"SELECT count(*) FILTER (WHERE receivable > 0) AS "organizations!",
                  coalesce(sum(receivable), 0) AS "receivable!",
                  (SELECT coalesce(sum(open), 0) FROM receivables_by_due WHERE currency = $1 AND due < $2)
                      AS "overdue!",
                  coalesce(sum(receivable - advance), 0) AS "balance!"
             FROM receivables WHERE currency = $1"#,
        currency.code(),
        today
    )
    .fetch_one(read.connection())
    .await?;
    let (receivable, overdue, balance) = (row.receivable, row.overdue, row.balance);
    Ok(DebtorTotals { organizations: row.organizations, receivable, overdue, balance })
}

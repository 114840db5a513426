//! Who owes most, for the supplier's staff.

use async_graphql::connection::Connection;
use async_graphql::{Context, Object, Result, SimpleObject};
use chrono::NaiveDate;
use domain::vocabulary::{Currency, Money, TimeZone, to_hundredths};
use projections::Cursor;
use projections::accounts::{Debtor as DebtorRow, debtor_totals, debtors};

use super::account::currency;
use crate::graphql::connection::{Keyset, Page, PageArguments};
use crate::graphql::errors::unread;
use crate::graphql::money::MoneyValue;
use crate::graphql::services::Services;
use crate::graphql::standpoint::Standpoint;
use crate::organizations::Organization;

/// A page of debtors.
pub type DebtorConnection = Connection<Keyset<Cursor>, Debtor, DebtorTotals>;

/// An organization that owes something.
#[derive(SimpleObject)]
pub struct Debtor {
    /// The organization.
    organization: Organization,
    /// What is open of what it has to pay.
    receivable: MoneyValue,
    /// What of that is due.
    overdue: MoneyValue,
    /// The day on which the oldest of it was due; null when nothing is.
    due_since: Option<NaiveDate>,
    /// What it owes in all, less what it paid ahead and what is owed to it.
    balance: MoneyValue,
}

/// What a page of debtors tells besides its rows.
pub struct DebtorTotals {
    currency: Currency,
    today: NaiveDate,
}

/// A page of those who owe something, the largest first.
pub async fn debtor_connection(
    ctx: &Context<'_>,
    code: Option<&str>,
    page: &PageArguments,
) -> Result<DebtorConnection> {
    let page = Page::of(page)?;
    let currency = code.map_or(Ok(Currency::RUB), currency)?;
    let now = Services::of(ctx)?.commands.ports().clock.now();
    let today = now.with_timezone(&TimeZone::moscow().tz()).date_naive();
    let mut read = Standpoint::Staff.read(ctx).await?;
    let slice = debtors(&mut read, currency, today, &page.request()).await.map_err(unread)?;
    let node = |row: DebtorRow| (row.cursor(), Debtor::of(&row, currency));
    Ok(page.connect_slice(slice, node, DebtorTotals { currency, today }))
}

impl Debtor {
    fn of(row: &DebtorRow, currency: Currency) -> Self {
        let money = |amount| Money::new(to_hundredths(amount), currency).into();
        Self {
            organization: Organization { id: row.organization, standpoint: Standpoint::Staff },
            receivable: money(row.receivable),
            overdue: money(row.overdue),
            due_since: row.due_since,
            balance: money(row.balance),
        }
    }
}

/// What all debtors owe together.
#[derive(SimpleObject)]
pub struct DebtorSums {
    /// How many organizations owe something.
    organizations: i64,
    /// What is open.
    receivable: MoneyValue,
    /// What of that is due.
    overdue: MoneyValue,
    /// What all organizations owe, less what they paid ahead and what is owed to them.
    balance: MoneyValue,
}

#[Object]
impl DebtorTotals {
    /// What all of them owe together.
    async fn sums(&self, ctx: &Context<'_>) -> Result<DebtorSums> {
        let mut read = Standpoint::Staff.read(ctx).await?;
        let totals = debtor_totals(&mut read, self.currency, self.today).await.map_err(unread)?;
        let money = |amount| Money::new(to_hundredths(amount), self.currency).into();
        Ok(DebtorSums {
            organizations: totals.organizations,
            receivable: money(totals.receivable),
            overdue: money(totals.overdue),
            balance: money(totals.balance),
        })
    }
}

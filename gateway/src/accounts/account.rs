//! What an organization owes and is owed.

use std::collections::BTreeMap;

use async_graphql::{Context, Object, Result};
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::organizations::{Action, Extent};
use domain::vocabulary::{ContractId, Currency, OrganizationId, ReconciliationId, TimeZone};
use projections::accounts::{
    AsOf, Balance, Stretch, balance_by_day, balances, last_change, last_exchange, mismatches, turnover,
};
use projections::organizations::contracts;

use super::balance::AccountBalance;
use super::entry_connection::{SettlementEntryConnection, SettlementFilterInput, entry_connection};
use super::mismatch::BalanceMismatch;
use super::reconciliation::{
    Reconciliation, ReconciliationConnection, reconciliation_connection, reconciliation_of,
};
use super::statement::{AccountStatement, BalanceSeries};
use crate::graphql::connection::PageArguments;
use crate::graphql::errors::{ErrorCode, unread};
use crate::graphql::global_id::GlobalId;
use crate::graphql::related::{CardOf, related, scope};
use crate::graphql::services::Services;
use crate::graphql::standpoint::Standpoint;
use crate::organizations::contract::Contract;
use crate::visitor::Visitor;

/// How many days a statement covers when nothing is said.
const USUAL_DAYS: u64 = 90;
/// The most days that a statement covers: ten years.
const MOST_DAYS: i64 = 3660;

/// What an organization owes and is owed, as 1C says it.
pub struct Account {
    organization: OrganizationId,
    standpoint: Standpoint,
}

/// The account of an organization; nothing for those who may not see it.
pub async fn account(
    ctx: &Context<'_>,
    standpoint: Standpoint,
    organization: OrganizationId,
) -> Result<Option<Account>> {
    let action = match standpoint {
        Standpoint::Member(_) => Action::ReadAccount,
        Standpoint::Staff => Action::ReadReceivables,
    };
    let sees = scope(ctx, standpoint).await?.extent(action) == Extent::All;
    Ok(sees.then_some(Account { organization, standpoint }))
}

/// What an organization owes and is owed, as 1C says it.
#[Object]
impl Account {
    /// When the last change of it came from 1C; null before the first one.
    async fn last_change(&self, ctx: &Context<'_>) -> Result<Option<DateTime<Utc>>> {
        last_change(&mut self.standpoint.read(ctx).await?, self.organization).await.map_err(unread)
    }

    /// When the base of 1C that is silent for longest, of those in which the organization has
    /// documents, last told something: all figures are as old as that. Null when none ever did.
    async fn last_exchange(&self, ctx: &Context<'_>) -> Result<Option<DateTime<Utc>>> {
        last_exchange(&mut self.standpoint.read(ctx).await?, self.organization).await.map_err(unread)
    }

    /// Where 1C says another balance than its documents add up to, the largest difference first.
    async fn mismatches(&self, ctx: &Context<'_>) -> Result<Vec<BalanceMismatch>> {
        let now = Services::of(ctx)?.commands.ports().clock.now();
        let mut read = self.standpoint.read(ctx).await?;
        let found = mismatches(&mut read, Some(self.organization), now).await.map_err(unread)?;
        Ok(found.into_iter().map(BalanceMismatch::from).collect())
    }

    /// What is owed under each contract, in each currency.
    async fn balances(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As of this accounting day; without it, all that counts now.")] as_of: Option<
            NaiveDate,
        >,
        #[graphql(desc = "As it was known at this moment; without it, as it is known now.")] known_at: Option<
            DateTime<Utc>,
        >,
    ) -> Result<Vec<AccountBalance>> {
        let rows = self.rows(ctx, AsOf { day: as_of, known: known_at }).await?;
        let mut read = self.standpoint.read(ctx).await?;
        let known = contracts(&mut read, self.organization).await.map_err(unread)?;
        let known: BTreeMap<_, _> = known.into_iter().map(|row| (row.id, Contract::from(row))).collect();
        Ok(rows.iter().map(|row| AccountBalance::of(row, known.get(&row.contract).cloned())).collect())
    }

    /// What is owed in each currency, under all contracts.
    async fn totals(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As of this accounting day; without it, all that counts now.")] as_of: Option<
            NaiveDate,
        >,
        #[graphql(desc = "As it was known at this moment; without it, as it is known now.")] known_at: Option<
            DateTime<Utc>,
        >,
    ) -> Result<Vec<AccountBalance>> {
        Ok(AccountBalance::totals(&self.rows(ctx, AsOf { day: as_of, known: known_at }).await?))
    }

    /// The documents that count now, the latest first.
    async fn entries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which documents.")] filter: Option<SettlementFilterInput>,
        #[graphql(desc = "So many from the start, or after the cursor; at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before the cursor; at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<SettlementEntryConnection> {
        let (whose, today) = ((self.standpoint, self.organization), self.today(ctx).await?);
        let page = PageArguments { first, after, last, before };
        entry_connection(ctx, whose, today, filter.unwrap_or_default(), &page).await
    }

    /// A reconciliation statement out of our own ledger, at once and preliminary.
    async fn statement(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The currency, by its code of ISO 4217; rubles, if nothing is said.")]
        currency: Option<String>,
        #[graphql(desc = "Only under this contract.")] contract_id: Option<GlobalId<ContractId>>,
        #[graphql(desc = "The first day; 90 days before the last one, if nothing is said.")] from: Option<
            NaiveDate,
        >,
        #[graphql(desc = "The last day; today, if nothing is said.")] to: Option<NaiveDate>,
        #[graphql(desc = "As it was known at this moment; without it, as it is known now.")] known_at: Option<
            DateTime<Utc>,
        >,
    ) -> Result<Option<AccountStatement>> {
        let asked = Asked { currency, contract: contract_id.map(|id| id.0), from, to, known: known_at };
        let stretch = asked.stretch(self.today(ctx).await?)?;
        let mut read = self.standpoint.read(ctx).await?;
        let turnover = turnover(&mut read, self.organization, &stretch).await.map_err(unread)?;
        let change = last_change(&mut read, self.organization).await.map_err(unread)?;
        let change = change.map(|change| stretch.known.map_or(change, |known| known.min(change)));
        let language = Visitor::of(ctx)?.language;
        Ok(turnover.map(|turnover| AccountStatement::of(&stretch, &turnover, change, language)))
    }

    /// The reconciliation statements that were asked of 1C, the latest first.
    async fn reconciliations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "So many from the start, or after the cursor; at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "So many from the end, or before the cursor; at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<ReconciliationConnection> {
        let page = PageArguments { first, after, last, before };
        reconciliation_connection(ctx, (self.standpoint, self.organization), &page).await
    }

    /// A reconciliation statement that was asked of 1C; null when there is none.
    async fn reconciliation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The id of the request.")] id: GlobalId<ReconciliationId>,
    ) -> Result<Option<Reconciliation>> {
        reconciliation_of(ctx, (self.standpoint, self.organization), id.0).await
    }

    /// What was owed day by day, for a chart.
    async fn balance_by_day(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The currency, by its code of ISO 4217; rubles, if nothing is said.")]
        currency: Option<String>,
        #[graphql(desc = "Only under this contract.")] contract_id: Option<GlobalId<ContractId>>,
        #[graphql(desc = "The first day; 90 days before the last one, if nothing is said.")] from: Option<
            NaiveDate,
        >,
        #[graphql(desc = "The last day; today, if nothing is said.")] to: Option<NaiveDate>,
    ) -> Result<Option<BalanceSeries>> {
        let asked = Asked { currency, contract: contract_id.map(|id| id.0), from, to, known: None };
        let stretch = asked.stretch(self.today(ctx).await?)?;
        let mut read = self.standpoint.read(ctx).await?;
        let series = balance_by_day(&mut read, self.organization, &stretch).await.map_err(unread)?;
        Ok(series.map(|(opening, days)| BalanceSeries::of(stretch.currency, opening, days)))
    }
}

impl Account {
    async fn rows(&self, ctx: &Context<'_>, at: AsOf) -> Result<Vec<Balance>> {
        let today = self.today(ctx).await?;
        let mut read = self.standpoint.read(ctx).await?;
        balances(&mut read, self.organization, at, today).await.map_err(unread)
    }

    /// The day where the organization is.
    async fn today(&self, ctx: &Context<'_>) -> Result<NaiveDate> {
        let card = related(ctx, CardOf(self.standpoint, self.organization)).await?;
        let zone = card.map_or_else(TimeZone::moscow, |card| card.time_zone);
        let now = Services::of(ctx)?.commands.ports().clock.now();
        Ok(now.with_timezone(&zone.tz()).date_naive())
    }
}

/// Of what a statement is asked.
struct Asked {
    currency: Option<String>,
    contract: Option<ContractId>,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    known: Option<DateTime<Utc>>,
}

impl Asked {
    fn stretch(self, today: NaiveDate) -> Result<Stretch> {
        let to = self.to.unwrap_or(today);
        let usual = || to.checked_sub_days(Days::new(USUAL_DAYS)).unwrap_or(to);
        let from = self.from.unwrap_or_else(usual);
        if !(0..=MOST_DAYS).contains(&(to - from).num_days()) {
            let because =
                format!("The first day is not after the last one, at most {MOST_DAYS} days before it.");
            return Err(ErrorCode::BadUserInput.because(because));
        }
        let currency = self.currency.as_deref().map_or(Ok(Currency::RUB), currency)?;
        Ok(Stretch { contract: self.contract, currency, from, to, known: self.known })
    }
}

/// The currency of a code.
pub fn currency(code: &str) -> Result<Currency> {
    code.parse()
        .map_err(|_| ErrorCode::BadUserInput.because("A currency is three capital letters of ISO 4217."))
}

//! What a cost centre may spend in a period, and what is left of it.

use async_graphql::{Context, Enum, Result, SimpleObject};
use chrono::NaiveDate;
use commands::{Command, CommandError};
use domain::accounts::budget::Enforcement;
use domain::vocabulary::{BudgetId, CostCentreId, Money, OrganizationId, TimeZone, to_hundredths};
use projections::accounts::{BudgetRow, budgets_on};

use crate::approvals::policy::condition::PeriodWord;
use crate::graphql::asking::{Answer, Asking};
use crate::graphql::errors::unread;
use crate::graphql::global_id::GlobalId;
use crate::graphql::money::MoneyValue;
use crate::graphql::related::{CardOf, related};
use crate::graphql::services::Services;
use crate::graphql::standpoint::Standpoint;

/// What follows when an order goes beyond a budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "BudgetEnforcement", remote = "Enforcement")]
pub enum EnforcementWord {
    /// The order cannot be submitted.
    Block,
    /// It is shown, and the order goes on.
    Warn,
    /// Somebody has to approve the order: an administrator, if no rule of the policy asks
    /// anybody else.
    RequireApproval,
}

/// What a cost centre may spend on orders in a period, with VAT and delivery.
#[derive(SimpleObject)]
pub struct Budget {
    /// The id of the budget: of the cost centre in this period.
    id: GlobalId<BudgetId>,
    /// The id of the cost centre.
    cost_centre_id: GlobalId<CostCentreId>,
    /// The name of the cost centre.
    cost_centre_name: String,
    /// How long a period is.
    period: PeriodWord,
    /// The first day of this one, by the calendar of the organization.
    first_day: NaiveDate,
    /// The last day of it.
    last_day: NaiveDate,
    /// The currency of the orders that count, by its code of ISO 4217.
    currency: String,
    /// How much may be spent: zero means nothing; null means that there is no limit, and what
    /// is spent is only counted.
    limit: Option<MoneyValue>,
    /// What follows when an order goes beyond it.
    enforcement: EnforcementWord,
    /// Whether later periods have the same, until another is set.
    carries_on: bool,
    /// What orders take that wait for approval or for the supplier.
    reserved: MoneyValue,
    /// What orders take that the supplier accepted.
    consumed: MoneyValue,
    /// What is left, below zero when it is overspent; null where there is no limit.
    remaining: Option<MoneyValue>,
}

impl From<BudgetRow> for Budget {
    fn from(row: BudgetRow) -> Self {
        let (place, terms) = (row.place, row.terms);
        let money = |amount| MoneyValue::from(Money::new(to_hundredths(amount), place.currency));
        Self {
            id: GlobalId(place.id()),
            cost_centre_id: GlobalId(place.cost_centre),
            period: place.period.into(),
            first_day: place.first_day,
            last_day: place.last_day(),
            currency: place.currency.code().to_owned(),
            limit: terms.amount.map(money),
            enforcement: terms.enforcement.into(),
            carries_on: terms.carries_on,
            reserved: money(row.reserved),
            consumed: money(row.consumed),
            remaining: row.remaining().map(money),
            cost_centre_name: row.cost_centre,
        }
    }
}

/// The budgets of an organization that are in force on a day: today, if none is named.
pub async fn budgets_of(
    ctx: &Context<'_>,
    standpoint: Standpoint,
    organization: OrganizationId,
    on: Option<NaiveDate>,
) -> Result<Vec<Budget>> {
    if standpoint != Standpoint::Member(organization) {
        return Ok(Vec::new());
    }
    let on = match on {
        Some(on) => on,
        None => today(ctx, standpoint, organization).await?,
    };
    let rows = budgets_on(&mut standpoint.read(ctx).await?, on).await.map_err(unread)?;
    Ok(rows.into_iter().map(Budget::from).collect())
}

/// The day that it is where the organization is.
async fn today(ctx: &Context<'_>, standpoint: Standpoint, organization: OrganizationId) -> Result<NaiveDate> {
    let card = related(ctx, CardOf(standpoint, organization)).await?;
    let zone = card.map_or_else(TimeZone::moscow, |card| card.time_zone);
    let now = Services::of(ctx)?.commands.ports().clock.now();
    Ok(now.with_timezone(&zone.tz()).date_naive())
}

impl Asking {
    /// Asks something about a budget, and gives back those that are in force on a day once they
    /// have seen it, with the id of the one that was asked about.
    pub(super) async fn of_budget<C: Command<Outcome = BudgetId>>(
        &self,
        ctx: &Context<'_>,
        command: Result<C, CommandError>,
        on: Option<NaiveDate>,
    ) -> Result<(Vec<Budget>, Option<GlobalId<BudgetId>>, Answer)> {
        let mut carried = self.carry_out(ctx, command).await?;
        let Some(id) = carried.outcome else { return Ok((Vec::new(), None, carried.answer)) };
        carried.answer.seen_by(ctx, &["budgets"], &id.to_string()).await?;
        let budgets = budgets_of(ctx, self.standpoint(), self.organization(), on).await?;
        Ok((budgets, Some(GlobalId(id)), carried.answer))
    }
}

impl Budget {
    /// Whether it is the one with an id.
    pub(super) fn is(&self, id: Option<GlobalId<BudgetId>>) -> bool {
        Some(self.id) == id
    }

    /// Whether it is of a cost centre.
    pub(super) fn is_of(&self, cost_centre: CostCentreId) -> bool {
        self.cost_centre_id == GlobalId(cost_centre)
    }
}

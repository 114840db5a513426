//! Setting what a cost centre may spend in a period, and clearing it.

use chrono::NaiveDate;
use domain::accounts::budget::{Budget, BudgetCommand, BudgetError, BudgetPlace, BudgetTerms, Enforcement};
use domain::journal::{Position, StreamKey};
use domain::organizations::Action;
use domain::vocabulary::{BudgetId, CostCentreId, Currency, OrderId, Period};
use rust_decimal::Decimal;
use serde::Serialize;

use super::earlier::earlier_orders;
use super::in_force::in_force;
use super::kept::{BudgetKept, BudgetOrderKept};
use crate::approvals::facts::time_zone;
use crate::command::Command;
use crate::error::CommandError;
use crate::ordering::details::open;
use crate::work::Work;

/// Sets what a cost centre may spend in a period. Orders that were submitted in it before count.
#[derive(Clone, Debug, Serialize)]
pub struct SetBudget {
    /// The cost centre.
    pub cost_centre: CostCentreId,
    /// How long a period is.
    pub period: Period,
    /// The currency of the orders that count.
    pub currency: Currency,
    /// A day of the period: the current one, when nothing is said.
    pub on: Option<NaiveDate>,
    /// How much, with VAT and delivery; none for no limit.
    pub amount: Option<Decimal>,
    /// What follows beyond it.
    pub enforcement: Enforcement,
    /// Whether later periods have the same, until another is set.
    pub carries_on: bool,
}

/// Lets there be no budget any more, from a period on.
#[derive(Clone, Debug, Serialize)]
pub struct ClearBudget {
    /// The cost centre.
    pub cost_centre: CostCentreId,
    /// How long a period is.
    pub period: Period,
    /// The currency.
    pub currency: Currency,
    /// A day of the first period without it: of the current one, when nothing is said.
    pub on: Option<NaiveDate>,
}

impl Command for SetBudget {
    const NAME: &'static str = "set_budget";
    const ACTION: Action = Action::ManageBudgets;
    type Outcome = BudgetId;

    fn streams(&self) -> Vec<StreamKey> {
        vec![]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<BudgetId, CommandError> {
        let head = head(work).await?;
        open(work, Some(self.cost_centre)).await?;
        let Asked { place, is_current } =
            asked(work, self.cost_centre, self.period, self.currency, self.on).await?;
        let Self { amount, enforcement, carries_on, .. } = *self;
        let terms = BudgetTerms { amount, enforcement, carries_on };
        let mut budget = work.load_new::<Budget>(place.id()).await?;
        let earlier = if is_current && budget.terms().is_none() {
            let zone = time_zone(work).await?.tz();
            earlier_orders(work, place, place.period.around(work.now(), zone)).await?
        } else {
            Vec::new()
        };
        let orders: Vec<OrderId> = earlier.iter().map(|(order, _)| *order).collect();
        work.decide(&mut budget, BudgetCommand::Set { place, terms, earlier }).await?;
        work.effect(BudgetKept { place, terms: Some(terms), head });
        for order in orders {
            work.effect(BudgetOrderKept { order, budget: place.id(), takes: true });
        }
        Ok(place.id())
    }
}

impl Command for ClearBudget {
    const NAME: &'static str = "clear_budget";
    const ACTION: Action = Action::ManageBudgets;
    type Outcome = BudgetId;

    fn streams(&self) -> Vec<StreamKey> {
        vec![]
    }

    async fn run(&self, work: &mut Work<'_>) -> Result<BudgetId, CommandError> {
        let head = head(work).await?;
        open(work, Some(self.cost_centre)).await?;
        let Asked { place, .. } = asked(work, self.cost_centre, self.period, self.currency, self.on).await?;
        let mut budget = work.load_new::<Budget>(place.id()).await?;
        if budget.terms().is_none() && !is_carried_on(work, place).await? {
            return Ok(place.id());
        }
        work.decide(&mut budget, BudgetCommand::Clear { place }).await?;
        work.effect(BudgetKept { place, terms: None, head });
        Ok(place.id())
    }
}

struct Asked {
    place: BudgetPlace,
    is_current: bool,
}

/// What the budget is of: the period of a day, which is not over.
async fn asked(
    work: &Work<'_>,
    cost_centre: CostCentreId,
    period: Period,
    currency: Currency,
    on: Option<NaiveDate>,
) -> Result<Asked, CommandError> {
    let organization = work.requester().tenant().organization().ok_or(CommandError::Forbidden)?;
    let current = period.first_day_around(work.now(), time_zone(work).await?.tz());
    let first_day = on.map_or(current, |on| period.first_day(on));
    if first_day < current {
        return Err(BudgetError::PeriodOver.into());
    }
    let place = BudgetPlace { organization, cost_centre, period, first_day, currency };
    Ok(Asked { place, is_current: first_day == current })
}

/// Whether an earlier period carries a budget on to this one. What is in force now is carried on
/// to whatever comes.
async fn is_carried_on(work: &Work<'_>, place: BudgetPlace) -> Result<bool, CommandError> {
    let in_force = in_force(work, [place.cost_centre], place.currency).await?;
    Ok(in_force.iter().any(|it| it.place.period == place.period && it.terms.carries_on))
}

/// The last event of the organization.
async fn head(work: &Work<'_>) -> Result<Position, CommandError> {
    let head = sqlx::query_scalar!(
        r#"SELECT coalesce(max(position), 0) AS "head!" FROM journal.events WHERE organization = $1"#,
        work.requester().tenant().to_string()
    );
    Ok(Position(head.fetch_one(work.pool()).await.map_err(CommandError::database)?))
}

//! `accounts.budgets`: which budgets are in force, and the terms under which.

use chrono::NaiveDate;
use domain::accounts::budget::{BudgetPlace, BudgetTerms};
use domain::vocabulary::{BudgetId, CostCentreId, Currency, OrganizationId, Period};
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::approvals::facts::time_zone;
use crate::error::CommandError;
use crate::journal::StoreError;
use crate::work::Work;

/// A budget that is in force for the period of now.
#[derive(Clone, Debug)]
pub(super) struct InForce {
    /// What it is of.
    pub place: BudgetPlace,
    /// The terms: set for the period, or for an earlier one that carries them on.
    pub terms: BudgetTerms,
    /// The budget for which they were set.
    pub set_in: BudgetId,
    /// What the cost centre is called.
    pub cost_centre: String,
}

/// The budgets of cost centres in a currency that are in force now. What was set for the period
/// itself comes before what an earlier one carries on.
pub(super) async fn in_force(
    work: &Work<'_>,
    cost_centres: impl IntoIterator<Item = CostCentreId>,
    currency: Currency,
) -> Result<Vec<InForce>, CommandError> {
    let organization = work.requester().tenant().organization().ok_or(CommandError::Forbidden)?;
    let zone = time_zone(work).await?.tz();
    let first_day = |period: &Period| period.first_day_around(work.now(), zone);
    let rows = sqlx::query_as!(
        Stored,
        "WITH latest AS (
             SELECT DISTINCT ON (budget.cost_centre, budget.period) budget.*, today.first_day AS begins
               FROM accounts.budgets budget
               JOIN unnest($4::text[], $5::date[]) AS today (period, first_day) ON today.period = budget.period
              WHERE budget.organization = $1 AND budget.cost_centre = ANY($2) AND budget.currency = $3
                AND (budget.first_day = today.first_day
                     OR (budget.first_day < today.first_day AND budget.carries_on))
              ORDER BY budget.cost_centre, budget.period, budget.first_day DESC)
         SELECT latest.id, latest.cost_centre, latest.period, latest.begins, latest.amount, latest.enforcement,
                latest.carries_on, centre.name
           FROM latest JOIN organizations.cost_centres centre ON centre.id = latest.cost_centre
          WHERE NOT latest.cleared ORDER BY centre.code, latest.cost_centre, latest.begins DESC",
        organization.to_string(),
        &cost_centres.into_iter().map(CostCentreId::uuid).collect::<Vec<_>>(),
        currency.code(),
        &Period::EVERY.iter().map(ToString::to_string).collect::<Vec<_>>(),
        &Period::EVERY.iter().map(first_day).collect::<Vec<_>>()
    )
    .fetch_all(work.pool())
    .await
    .map_err(CommandError::database)?;
    rows.into_iter().map(|row| row.in_force(organization, currency)).collect()
}

struct Stored {
    id: Uuid,
    cost_centre: Uuid,
    period: String,
    begins: Option<NaiveDate>,
    amount: Option<Decimal>,
    enforcement: String,
    carries_on: bool,
    name: String,
}

impl Stored {
    fn in_force(self, organization: OrganizationId, currency: Currency) -> Result<InForce, CommandError> {
        let wrong = |column, value: &str| StoreError::Inconsistent {
            table: "accounts.budgets",
            column,
            value: value.to_owned(),
        };
        let place = BudgetPlace {
            organization,
            cost_centre: CostCentreId(self.cost_centre),
            period: self.period.parse().map_err(|_| wrong("period", &self.period))?,
            first_day: self.begins.ok_or_else(|| wrong("first_day", ""))?,
            currency,
        };
        let terms = BudgetTerms {
            amount: self.amount,
            enforcement: self.enforcement.parse().map_err(|_| wrong("enforcement", &self.enforcement))?,
            carries_on: self.carries_on,
        };
        Ok(InForce { place, terms, set_in: BudgetId(self.id), cost_centre: self.name })
    }
}

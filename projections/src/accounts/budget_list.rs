//! What may cost centres still spend, and what does an order take of it?
//!
//! Which budgets are in force is read from the table that is written with the events; what
//! orders take of them, from the read table.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::accounts::budget::{BudgetPlace, BudgetTerms, Touch};
use domain::organizations::{Action, Extent};
use domain::vocabulary::{BudgetId, CostCentreId, OrderId, OrganizationId, Period};
use rust_decimal::Decimal;
use sqlx::types::Json;
use uuid::Uuid;

use crate::page::ReadError;
use crate::scoped_read::ScopedRead;
use crate::stored::{grouped, organization, parse};

/// A budget, and what orders take of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetRow {
    /// What it is of.
    pub place: BudgetPlace,
    /// What the cost centre is called.
    pub cost_centre: String,
    /// What may be spent, and what follows beyond it.
    pub terms: BudgetTerms,
    /// What orders take that wait.
    pub reserved: Decimal,
    /// What orders take that the supplier accepted.
    pub consumed: Decimal,
}

impl BudgetRow {
    /// What is left; nothing where there is no limit. It may be below zero.
    pub fn remaining(&self) -> Option<Decimal> {
        Some(self.terms.amount? - self.reserved - self.consumed)
    }
}

/// What an order does to a budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderBudgetRow {
    /// What it does.
    pub touch: Touch,
    /// What the cost centre is called.
    pub cost_centre: String,
}

/// The budgets of an organization that are in force on a day, the shortest periods of a cost
/// centre first; nothing if they may not be seen.
pub async fn budgets_on(read: &mut ScopedRead, on: NaiveDate) -> Result<Vec<BudgetRow>, ReadError> {
    let Some(organization) = reader(read) else { return Ok(Vec::new()) };
    let rows = sqlx::query!(
        r#"WITH latest AS (
               SELECT DISTINCT ON (budget.cost_centre, budget.period, budget.currency)
                      budget.*, now.first_day AS begins
                 FROM accounts.budgets budget
                 JOIN unnest($2::text[], $3::date[]) AS now (period, first_day) ON now.period = budget.period
                WHERE budget.organization = $1
                  AND (budget.first_day = now.first_day OR (budget.first_day < now.first_day AND budget.carries_on))
                ORDER BY budget.cost_centre, budget.period, budget.currency, budget.first_day DESC)
           SELECT latest.cost_centre, latest.period, latest.currency, latest.begins AS "begins!", latest.amount,
                  latest.enforcement, latest.carries_on, centre.name
             FROM latest JOIN organizations.cost_centres centre ON centre.id = latest.cost_centre
            WHERE NOT latest.cleared
            ORDER BY centre.code, latest.cost_centre, latest.begins DESC, latest.period, latest.currency"#,
        organization.to_string(),
        &Period::EVERY.iter().map(ToString::to_string).collect::<Vec<_>>(),
        &Period::EVERY.iter().map(|period| period.first_day(on)).collect::<Vec<_>>()
    )
    .fetch_all(read.connection())
    .await?;
    let in_force = rows.into_iter().map(|row| {
        let place = BudgetPlace {
            organization,
            cost_centre: CostCentreId(row.cost_centre),
            period: parse(&row.period)?,
            first_day: row.begins,
            currency: parse(&row.currency)?,
        };
        let enforcement = parse(&row.enforcement)?;
        Ok((place, row.name, BudgetTerms { amount: row.amount, enforcement, carries_on: row.carries_on }))
    });
    let in_force = in_force.collect::<sqlx::Result<Vec<_>>>()?;
    let used = used(read, in_force.iter().map(|(place, ..)| place.id().uuid()).collect()).await?;
    let row = |(place, cost_centre, terms): (BudgetPlace, String, BudgetTerms)| {
        let (own, reserved, consumed) = used.get(&place.id()).copied().unwrap_or_default();
        BudgetRow { place, cost_centre, terms: own.unwrap_or(terms), reserved, consumed }
    };
    Ok(in_force.into_iter().map(row).collect())
}

/// What orders do to budgets, by the orders; nothing for those that touch none. What an order
/// takes was counted, so what is left before it is what is left without it.
pub async fn budgets_of_orders(
    read: &mut ScopedRead,
    orders: &[OrderId],
) -> Result<BTreeMap<OrderId, Vec<OrderBudgetRow>>, ReadError> {
    let Some(own) = reader(read) else { return Ok(BTreeMap::new()) };
    let orders: Vec<_> = orders.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query!(
        r#"SELECT taken.order_id, taken.takes, budget.organization, budget.cost_centre, budget.period,
                  budget.first_day, budget.currency, budget.terms AS "terms!: Json<BudgetTerms>",
                  budget.reserved + budget.consumed AS "used!", centre.name
             FROM budget_orders taken JOIN budgets budget USING (budget_id)
             JOIN organizations.cost_centres centre ON centre.id = budget.cost_centre
            WHERE taken.order_id = ANY($1) AND taken.takes <> 0 AND budget.organization = $2
              AND budget.terms IS NOT NULL
            ORDER BY taken.order_id, centre.code, budget.cost_centre, budget.first_day DESC, budget.period"#,
        &orders,
        own.to_string()
    )
    .fetch_all(read.connection())
    .await?;
    let touches = rows.into_iter().map(|row| {
        let place = BudgetPlace {
            organization: organization(&row.organization)?,
            cost_centre: CostCentreId(row.cost_centre),
            period: parse(&row.period)?,
            first_day: row.first_day,
            currency: parse(&row.currency)?,
        };
        let Json(terms) = row.terms;
        let touch = Touch { place, terms, used: row.used - row.takes, takes: row.takes };
        Ok((OrderId(row.order_id), OrderBudgetRow { touch, cost_centre: row.name }))
    });
    let touches = touches.collect::<sqlx::Result<Vec<_>>>()?;
    let groups = grouped(touches, |(order, _)| *order);
    let bare =
        |touches: Vec<(OrderId, OrderBudgetRow)>| touches.into_iter().map(|(_, touch)| touch).collect();
    Ok(groups.into_iter().map(|(order, touches)| (order, bare(touches))).collect())
}

type Used = (Option<BudgetTerms>, Decimal, Decimal);

async fn used(read: &mut ScopedRead, ids: Vec<Uuid>) -> Result<BTreeMap<BudgetId, Used>, ReadError> {
    let rows = sqlx::query!(
        r#"SELECT budget_id, terms AS "terms: Json<BudgetTerms>", reserved, consumed
             FROM budgets WHERE budget_id = ANY($1)"#,
        &ids
    )
    .fetch_all(read.connection())
    .await?;
    let used = rows.into_iter().map(|row| {
        (BudgetId(row.budget_id), (row.terms.map(|Json(terms)| terms), row.reserved, row.consumed))
    });
    Ok(used.collect())
}

/// The organization whose budgets whoever reads may see.
fn reader(read: &ScopedRead) -> Option<OrganizationId> {
    let organization = read.scope().organization()?;
    (read.scope().extent(Action::ReadBudgets) != Extent::None).then_some(organization)
}

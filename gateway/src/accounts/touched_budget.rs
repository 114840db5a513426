//! What an order does to a budget.

use async_graphql::SimpleObject;
use chrono::NaiveDate;
use commands::accounts::BudgetTouched;
use domain::accounts::budget::Touch;
use domain::vocabulary::{BudgetId, CostCentreId, Money, to_hundredths};
use projections::accounts::OrderBudgetRow;

use super::budget::EnforcementWord;
use crate::approvals::policy::condition::PeriodWord;
use crate::graphql::global_id::GlobalId;
use crate::graphql::money::MoneyValue;

/// What an order does to a budget of a cost centre that bears it, or a line of it.
#[derive(SimpleObject)]
pub struct TouchedBudget {
    /// The id of the budget.
    budget_id: GlobalId<BudgetId>,
    /// The id of the cost centre.
    cost_centre_id: GlobalId<CostCentreId>,
    /// The name of the cost centre.
    cost_centre_name: String,
    /// How long a period is.
    period: PeriodWord,
    /// The first day of the period in which the order counts.
    first_day: NaiveDate,
    /// The last day of it.
    last_day: NaiveDate,
    /// How much may be spent; null for no limit.
    limit: Option<MoneyValue>,
    /// What follows when an order goes beyond it.
    enforcement: EnforcementWord,
    /// What the order takes of it, with VAT and its delivery.
    takes: MoneyValue,
    /// What is left without the order; null where there is no limit.
    remaining_before: Option<MoneyValue>,
    /// What is left with the order, below zero when it goes beyond; null where there is no
    /// limit.
    remaining_after: Option<MoneyValue>,
    /// Whether the order goes beyond it.
    exceeded: bool,
}

impl TouchedBudget {
    fn of(touch: &Touch, cost_centre_name: String) -> Self {
        let Touch { place, terms, takes, .. } = *touch;
        let money = |amount| MoneyValue::from(Money::new(to_hundredths(amount), place.currency));
        Self {
            budget_id: GlobalId(place.id()),
            cost_centre_id: GlobalId(place.cost_centre),
            cost_centre_name,
            period: place.period.into(),
            first_day: place.first_day,
            last_day: place.last_day(),
            limit: terms.amount.map(money),
            enforcement: terms.enforcement.into(),
            takes: money(takes),
            remaining_before: touch.before().map(money),
            remaining_after: touch.after().map(money),
            exceeded: touch.exceeds(),
        }
    }
}

impl From<BudgetTouched> for TouchedBudget {
    fn from(BudgetTouched { touch, cost_centre }: BudgetTouched) -> Self {
        Self::of(&touch, cost_centre)
    }
}

impl From<OrderBudgetRow> for TouchedBudget {
    fn from(OrderBudgetRow { touch, cost_centre }: OrderBudgetRow) -> Self {
        Self::of(&touch, cost_centre)
    }
}

//! `setBudget`: what a cost centre may spend in a period.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use chrono::NaiveDate;
use commands::accounts::SetBudget;
use domain::vocabulary::{CostCentreId, OrganizationId};
use rust_decimal::Decimal;

use super::budget::{Budget, EnforcementWord};
use crate::approvals::policy::condition::PeriodWord;
use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::graphql::money::NotACurrency;

/// What a cost centre may spend.
#[derive(InputObject)]
pub struct SetBudgetInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// The cost centre.
    cost_centre_id: GlobalId<CostCentreId>,
    /// How long a period is. A cost centre may have a budget a week, a month, a quarter and a
    /// year at once: an order counts in each.
    period: PeriodWord,
    /// A day of the period for which it is set; the current one, if nothing is said.
    on: Option<NaiveDate>,
    /// How much, with VAT and delivery, in units of the currency. Zero means nothing; without
    /// an amount there is no limit, and what is spent is only counted.
    amount: Option<Decimal>,
    /// The currency of the orders that count, by its code of ISO 4217.
    #[graphql(default_with = "\"RUB\".to_owned()")]
    currency: String,
    /// What follows when an order goes beyond it.
    enforcement: EnforcementWord,
    /// Whether later periods have the same, until another is set. What was left is not carried
    /// on.
    #[graphql(default = true)]
    carries_on: bool,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of setting a budget.
#[derive(SimpleObject)]
pub struct SetBudgetPayload {
    /// The budget of that period as it is now; null when it was refused.
    budget: Option<Budget>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Setting a budget.
#[derive(Default)]
pub struct SetBudgetMutation;

#[Object]
impl SetBudgetMutation {
    /// Sets what a cost centre may spend in a period, as an administrator or an accountant.
    /// Orders that were submitted in the period before count as well.
    async fn set_budget(&self, ctx: &Context<'_>, input: SetBudgetInput) -> Result<SetBudgetPayload> {
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let (cost_centre, on) = (input.cost_centre_id.0, input.on);
        let (period, enforcement) = (input.period.into(), input.enforcement.into());
        let (amount, carries_on) = (input.amount, input.carries_on);
        let currency = input.currency.parse().map_err(|_| NotACurrency.into());
        let command = currency.map(|currency| SetBudget {
            cost_centre,
            period,
            currency,
            on,
            amount,
            enforcement,
            carries_on,
        });
        let (budgets, id, answer) = asking.of_budget(ctx, command, on).await?;
        Ok(SetBudgetPayload { budget: budgets.into_iter().find(|budget| budget.is(id)), answer })
    }
}

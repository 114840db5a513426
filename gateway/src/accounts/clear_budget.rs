//! `clearBudget`: a cost centre has no budget any more.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use chrono::NaiveDate;
use commands::accounts::ClearBudget;
use domain::vocabulary::{CostCentreId, OrganizationId};

use super::budget::Budget;
use crate::approvals::policy::condition::PeriodWord;
use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::graphql::money::NotACurrency;

/// Which budget to clear.
#[derive(InputObject)]
pub struct ClearBudgetInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// The cost centre.
    cost_centre_id: GlobalId<CostCentreId>,
    /// How long a period is.
    period: PeriodWord,
    /// A day of the first period without it: of the current one, if nothing is said.
    on: Option<NaiveDate>,
    /// The currency, by its code of ISO 4217.
    #[graphql(default_with = "\"RUB\".to_owned()")]
    currency: String,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of clearing a budget.
#[derive(SimpleObject)]
pub struct ClearBudgetPayload {
    /// The budgets that the cost centre has then; empty when it has none, and when it was
    /// refused.
    budgets: Vec<Budget>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Clearing a budget.
#[derive(Default)]
pub struct ClearBudgetMutation;

#[Object]
impl ClearBudgetMutation {
    /// Lets a cost centre have no budget any more from a period on, as an administrator or an
    /// accountant. Where it has none, nothing changes.
    async fn clear_budget(&self, ctx: &Context<'_>, input: ClearBudgetInput) -> Result<ClearBudgetPayload> {
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let (cost_centre, period, on) = (input.cost_centre_id.0, input.period.into(), input.on);
        let currency = input.currency.parse().map_err(|_| NotACurrency.into());
        let command = currency.map(|currency| ClearBudget { cost_centre, period, currency, on });
        let (mut budgets, _, answer) = asking.of_budget(ctx, command, on).await?;
        budgets.retain(|budget| budget.is_of(cost_centre));
        Ok(ClearBudgetPayload { budgets, answer })
    }
}

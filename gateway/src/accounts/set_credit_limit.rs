//! `setCreditLimit`: how much an organization may owe and order on credit.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use chrono::{DateTime, Utc};
use commands::accounts::SetCreditLimit;
use domain::vocabulary::OrganizationId;

use super::credit_input::account_in;
use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::graphql::money::MoneyInput;
use crate::organizations::Organization;

/// How much an organization may owe and order on credit.
#[derive(InputObject)]
pub struct SetCreditLimitInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// How much, in the currency that it is for; zero means nothing on credit.
    limit: MoneyInput,
    /// The first moment; from now on, if nothing is said.
    from: Option<DateTime<Utc>>,
    /// The first moment when it is over; without it, it has no end. When it is over, the limit
    /// before it counts again, if that still does.
    until: Option<DateTime<Utc>>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of setting a credit limit.
#[derive(SimpleObject)]
pub struct SetCreditLimitPayload {
    /// The organization as it is now; null when it was refused.
    organization: Option<Organization>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Setting a credit limit.
#[derive(Default)]
pub struct SetCreditLimitMutation;

#[Object]
impl SetCreditLimitMutation {
    /// Agrees a credit limit with an organization, as the supplier. From the first one on, the
    /// credit of orders is held; orders that wait for it go on by themselves when they fit.
    async fn set_credit_limit(
        &self,
        ctx: &Context<'_>,
        input: SetCreditLimitInput,
    ) -> Result<SetCreditLimitPayload> {
        let SetCreditLimitInput { organization_id, limit, from, until, idempotency_key } = input;
        let asking = Asking::as_staff(organization_id, idempotency_key);
        let account = account_in(organization_id.0, &limit.currency);
        let known = account.as_ref().ok().copied();
        let command = account.map(|account| SetCreditLimit { account, amount: limit.amount, from, until });
        let (organization, answer) = asking.of_credit(ctx, known, command).await?;
        Ok(SetCreditLimitPayload { organization, answer })
    }
}

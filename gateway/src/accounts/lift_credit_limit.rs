//! `liftCreditLimit`: the credit of an organization has no limit any more.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::accounts::LiftCreditLimit;
use domain::vocabulary::OrganizationId;

use super::credit_input::account_in;
use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::organizations::Organization;

/// Whose limit is lifted.
#[derive(InputObject)]
pub struct LiftCreditLimitInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// The currency, by its code of ISO 4217.
    currency: String,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of lifting a credit limit.
#[derive(SimpleObject)]
pub struct LiftCreditLimitPayload {
    /// The organization as it is now; null when it was refused.
    organization: Option<Organization>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Lifting a credit limit.
#[derive(Default)]
pub struct LiftCreditLimitMutation;

#[Object]
impl LiftCreditLimitMutation {
    /// Lets the credit of an organization be without a limit, as the supplier.
    async fn lift_credit_limit(
        &self,
        ctx: &Context<'_>,
        input: LiftCreditLimitInput,
    ) -> Result<LiftCreditLimitPayload> {
        let asking = Asking::as_staff(input.organization_id, input.idempotency_key);
        let account = account_in(input.organization_id.0, &input.currency);
        let known = account.as_ref().ok().copied();
        let command = account.map(|account| LiftCreditLimit { account });
        let (organization, answer) = asking.of_credit(ctx, known, command).await?;
        Ok(LiftCreditLimitPayload { organization, answer })
    }
}

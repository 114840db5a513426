//! `setCreditTerms`: what follows when an order does not fit the credit.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::accounts::SetCreditTerms;
use domain::vocabulary::OrganizationId;

use super::credit_input::{CreditTermsInput, account_in};
use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::organizations::Organization;

/// What follows when an order of an organization does not fit its credit.
#[derive(InputObject)]
pub struct SetCreditTermsInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// The currency, by its code of ISO 4217.
    currency: String,
    /// What follows from now on.
    credit_terms: CreditTermsInput,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of setting the terms of credit.
#[derive(SimpleObject)]
pub struct SetCreditTermsPayload {
    /// The organization as it is now; null when it was refused.
    organization: Option<Organization>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Setting the terms of credit.
#[derive(Default)]
pub struct SetCreditTermsMutation;

#[Object]
impl SetCreditTermsMutation {
    /// Agrees with an organization, as the supplier, what follows when an order does not fit its
    /// credit. From then on the credit of orders is held.
    async fn set_credit_terms(
        &self,
        ctx: &Context<'_>,
        input: SetCreditTermsInput,
    ) -> Result<SetCreditTermsPayload> {
        let asking = Asking::as_staff(input.organization_id, input.idempotency_key);
        let account = account_in(input.organization_id.0, &input.currency);
        let known = account.as_ref().ok().copied();
        let terms = input.credit_terms.into();
        let command = account.map(|account| SetCreditTerms { account, terms });
        let (organization, answer) = asking.of_credit(ctx, known, command).await?;
        Ok(SetCreditTermsPayload { organization, answer })
    }
}

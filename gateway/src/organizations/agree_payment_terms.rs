//! `agreePaymentTerms`: an organization pays on other terms.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::organizations::AgreePaymentTerms;
use domain::vocabulary::OrganizationId;

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::organizations::Organization;
use crate::organizations::legal_input::PaymentTermsInput;

/// On which terms an organization pays.
#[derive(InputObject)]
pub struct AgreePaymentTermsInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// The terms from now on.
    terms: PaymentTermsInput,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of agreeing payment terms.
#[derive(SimpleObject)]
pub struct AgreePaymentTermsPayload {
    /// The organization as it is now; null when it was refused.
    organization: Option<Organization>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Agreeing payment terms.
#[derive(Default)]
pub struct AgreePaymentTermsMutation;

#[Object]
impl AgreePaymentTermsMutation {
    /// Agrees other payment terms with an organization, as the supplier. Contracts keep their own.
    async fn agree_payment_terms(
        &self,
        ctx: &Context<'_>,
        input: AgreePaymentTermsInput,
    ) -> Result<AgreePaymentTermsPayload> {
        let organization = input.organization_id.0;
        let asking = Asking::as_staff(input.organization_id, input.idempotency_key);
        let payment_terms = input.terms.try_into();
        let command = payment_terms.map(|payment_terms| AgreePaymentTerms { organization, payment_terms });
        let (organization, answer) = asking.of_organization(ctx, command).await?;
        Ok(AgreePaymentTermsPayload { organization, answer })
    }
}

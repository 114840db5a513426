//! `changeLegalData`: a company is called something else, or moves.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::organizations::ChangeLegalData;
use domain::vocabulary::OrganizationId;

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::organizations::Organization;
use crate::organizations::legal_input::LegalDataInput;

/// The legal data of a company.
#[derive(InputObject)]
pub struct ChangeLegalDataInput {
    /// The organization.
    organization_id: GlobalId<OrganizationId>,
    /// The data from now on.
    legal: LegalDataInput,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of changing legal data.
#[derive(SimpleObject)]
pub struct ChangeLegalDataPayload {
    /// The organization as it is now; null when it was refused.
    organization: Option<Organization>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Changing legal data.
#[derive(Default)]
pub struct ChangeLegalDataMutation;

#[Object]
impl ChangeLegalDataMutation {
    /// Changes the legal data of a company, as its administrator.
    async fn change_legal_data(
        &self,
        ctx: &Context<'_>,
        input: ChangeLegalDataInput,
    ) -> Result<ChangeLegalDataPayload> {
        let organization = input.organization_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let legal = input.legal.try_into();
        let command = legal.map(|legal| ChangeLegalData { organization, legal });
        let (organization, answer) = asking.of_organization(ctx, command).await?;
        Ok(ChangeLegalDataPayload { organization, answer })
    }
}

//! `renameOrderTemplate`: a template is called otherwise.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::RenameOrderTemplate;
use domain::ordering::template::TemplateError;
use domain::vocabulary::OrganizationId;
use domain::vocabulary::ids::OrderTemplateId;

use super::template::OrderTemplate;
use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;

/// How a template is to be called.
#[derive(InputObject)]
pub struct RenameOrderTemplateInput {
    /// The organization for which one buys.
    organization_id: GlobalId<OrganizationId>,
    /// The template.
    template_id: GlobalId<OrderTemplateId>,
    /// The version of the template that was seen: on another one it is refused.
    template_version: i64,
    /// Its name from now on: 1 to 120 characters.
    name: String,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of renaming a template.
#[derive(SimpleObject)]
pub struct RenameOrderTemplatePayload {
    /// The template as it is now; null when it was refused.
    template: Option<OrderTemplate>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Renaming a template.
#[derive(Default)]
pub struct RenameOrderTemplateMutation;

#[Object]
impl RenameOrderTemplateMutation {
    /// Calls a template otherwise.
    async fn rename_order_template(
        &self,
        ctx: &Context<'_>,
        input: RenameOrderTemplateInput,
    ) -> Result<RenameOrderTemplatePayload> {
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let (template, version) = (input.template_id.0, input.template_version);
        let command = input.name.parse().map(|name| RenameOrderTemplate { template, version, name });
        let command = command.map_err(|error: TemplateError| error.into());
        let (template, answer) = asking.of_template(ctx, command, template).await?;
        Ok(RenameOrderTemplatePayload { template, answer })
    }
}

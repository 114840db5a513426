//! `changeTemplateLines`: a template has other lines.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::ChangeTemplateLines;
use domain::vocabulary::OrganizationId;
use domain::vocabulary::ids::OrderTemplateId;

use super::template::OrderTemplate;
use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::line_input::{OrderLineInput, quantities};

/// What is to be in a template.
#[derive(InputObject)]
pub struct ChangeTemplateLinesInput {
    /// The organization for which one buys.
    organization_id: GlobalId<OrganizationId>,
    /// The template.
    template_id: GlobalId<OrderTemplateId>,
    /// The version of the template that was seen: on another one it is refused.
    template_version: i64,
    /// All its lines from now on.
    lines: Vec<OrderLineInput>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of changing the lines of a template.
#[derive(SimpleObject)]
pub struct ChangeTemplateLinesPayload {
    /// The template as it is now; null when it was refused.
    template: Option<OrderTemplate>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Changing the lines of a template.
#[derive(Default)]
pub struct ChangeTemplateLinesMutation;

#[Object]
impl ChangeTemplateLinesMutation {
    /// Puts other lines into a template.
    async fn change_template_lines(
        &self,
        ctx: &Context<'_>,
        input: ChangeTemplateLinesInput,
    ) -> Result<ChangeTemplateLinesPayload> {
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let (template, version) = (input.template_id.0, input.template_version);
        let lines = quantities(&input.lines);
        let command = lines.map(|lines| ChangeTemplateLines { template, version, lines });
        let (template, answer) = asking.of_template(ctx, command, template).await?;
        Ok(ChangeTemplateLinesPayload { template, answer })
    }
}

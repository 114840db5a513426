//! `shareOrderTemplate`: a template is for everybody, or for its owner alone.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::ShareOrderTemplate;
use domain::vocabulary::OrganizationId;
use domain::vocabulary::ids::OrderTemplateId;

use super::template::OrderTemplate;
use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;

/// Who is to see a template.
#[derive(InputObject)]
pub struct ShareOrderTemplateInput {
    /// The organization for which one buys.
    organization_id: GlobalId<OrganizationId>,
    /// The template.
    template_id: GlobalId<OrderTemplateId>,
    /// The version of the template that was seen: on another one it is refused.
    template_version: i64,
    /// Whether everybody who orders in the organization sees it from now on.
    shared: bool,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of sharing a template.
#[derive(SimpleObject)]
pub struct ShareOrderTemplatePayload {
    /// The template as it is now; null when it was refused.
    template: Option<OrderTemplate>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Sharing a template.
#[derive(Default)]
pub struct ShareOrderTemplateMutation;

#[Object]
impl ShareOrderTemplateMutation {
    /// Shares a template in the organization, or keeps it to its owner again.
    async fn share_order_template(
        &self,
        ctx: &Context<'_>,
        input: ShareOrderTemplateInput,
    ) -> Result<ShareOrderTemplatePayload> {
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let (template, version) = (input.template_id.0, input.template_version);
        let command = Ok(ShareOrderTemplate { template, version, shared: input.shared });
        let (template, answer) = asking.of_template(ctx, command, template).await?;
        Ok(ShareOrderTemplatePayload { template, answer })
    }
}

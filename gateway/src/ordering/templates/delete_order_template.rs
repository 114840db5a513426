//! `deleteOrderTemplate`: a template is thrown away.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::DeleteOrderTemplate;
use domain::vocabulary::OrganizationId;
use domain::vocabulary::ids::OrderTemplateId;

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;

/// Which template is thrown away.
#[derive(InputObject)]
pub struct DeleteOrderTemplateInput {
    /// The organization for which one buys.
    organization_id: GlobalId<OrganizationId>,
    /// The template.
    template_id: GlobalId<OrderTemplateId>,
    /// The version of the template that was seen: on another one it is refused.
    template_version: i64,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of throwing a template away.
#[derive(SimpleObject)]
pub struct DeleteOrderTemplatePayload {
    /// The id of the template that is gone; null when it was refused.
    deleted_template_id: Option<GlobalId<OrderTemplateId>>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Throwing a template away.
#[derive(Default)]
pub struct DeleteOrderTemplateMutation;

#[Object]
impl DeleteOrderTemplateMutation {
    /// Throws a template away.
    async fn delete_order_template(
        &self,
        ctx: &Context<'_>,
        input: DeleteOrderTemplateInput,
    ) -> Result<DeleteOrderTemplatePayload> {
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let (template, version) = (input.template_id.0, input.template_version);
        let carried = asking.carry_out(ctx, Ok(DeleteOrderTemplate { template, version })).await?;
        let deleted_template_id = carried.outcome.map(|()| GlobalId(template));
        Ok(DeleteOrderTemplatePayload { deleted_template_id, answer: carried.answer })
    }
}

//! `draftFromTemplate`: an order is begun from a template.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::DraftFromTemplate;
use domain::vocabulary::ids::OrderTemplateId;
use domain::vocabulary::{ContractId, OrganizationId};

use super::line_report::LineReport;
use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::Order;

/// Which template becomes an order.
#[derive(InputObject)]
pub struct DraftFromTemplateInput {
    /// The organization for which one buys.
    organization_id: GlobalId<OrganizationId>,
    /// The template.
    template_id: GlobalId<OrderTemplateId>,
    /// The contract under which it is ordered.
    contract_id: GlobalId<ContractId>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of beginning an order from a template.
#[derive(SimpleObject)]
pub struct DraftFromTemplatePayload {
    /// The new order; null when it was refused.
    order: Option<Order>,
    /// What became of each line, in the order of the template; null when it was refused.
    lines: Option<Vec<LineReport>>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Beginning an order from a template.
#[derive(Default)]
pub struct DraftFromTemplateMutation;

#[Object]
impl DraftFromTemplateMutation {
    /// Begins an order with what can be ordered of a template, and tells of each line.
    async fn draft_from_template(
        &self,
        ctx: &Context<'_>,
        input: DraftFromTemplateInput,
    ) -> Result<DraftFromTemplatePayload> {
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let (template, contract) = (input.template_id.0, input.contract_id.0);
        let taken = asking.of_taken(ctx, DraftFromTemplate { template, contract }).await?;
        Ok(DraftFromTemplatePayload { order: taken.order, lines: taken.lines, answer: taken.answer })
    }
}

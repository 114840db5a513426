//! `saveOrderTemplate`: a template is kept.

use async_graphql::{Context, InputObject, Object, OneofObject, Result, SimpleObject};
use commands::CommandError;
use commands::ordering::{SaveOrderTemplate, TemplateSource};
use domain::vocabulary::{OrderId, OrganizationId};

use super::template::OrderTemplate;
use super::template_connection::template_of;
use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::line_input::{OrderLineInput, quantities};

/// What is kept as a template.
#[derive(InputObject)]
pub struct SaveOrderTemplateInput {
    /// The organization for which one buys.
    organization_id: GlobalId<OrganizationId>,
    /// Its name: 1 to 120 characters.
    name: String,
    /// Where its lines come from.
    from: TemplateSourceInput,
    /// Whether everybody who orders in the organization sees it.
    #[graphql(default)]
    shared: bool,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// Where the lines of a template come from.
#[derive(OneofObject)]
pub enum TemplateSourceInput {
    /// From here.
    Lines(Vec<OrderLineInput>),
    /// From an order.
    OrderId(GlobalId<OrderId>),
    /// From one's own cart, which stays as it is.
    Cart(bool),
}

fn command(
    name: &str,
    from: TemplateSourceInput,
    shared: bool,
) -> std::result::Result<SaveOrderTemplate, CommandError> {
    let source = match from {
        TemplateSourceInput::Lines(lines) => TemplateSource::Lines(quantities(&lines)?),
        TemplateSourceInput::OrderId(order) => TemplateSource::Order(order.0),
        TemplateSourceInput::Cart(_) => TemplateSource::Cart,
    };
    Ok(SaveOrderTemplate { name: name.parse()?, source, shared })
}

/// The outcome of keeping a template.
#[derive(SimpleObject)]
pub struct SaveOrderTemplatePayload {
    /// The template that was kept; null when it was refused.
    template: Option<OrderTemplate>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Keeping a template.
#[derive(Default)]
pub struct SaveOrderTemplateMutation;

#[Object]
impl SaveOrderTemplateMutation {
    /// Keeps lines as a template of one's own, or one that is shared.
    async fn save_order_template(
        &self,
        ctx: &Context<'_>,
        input: SaveOrderTemplateInput,
    ) -> Result<SaveOrderTemplatePayload> {
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let command = command(&input.name, input.from, input.shared);
        let carried = asking.carry_out(ctx, command).await?;
        let template = match carried.outcome {
            Some(saved) => template_of(ctx, asking.standpoint(), saved.template).await?,
            None => None,
        };
        Ok(SaveOrderTemplatePayload { template, answer: carried.answer })
    }
}

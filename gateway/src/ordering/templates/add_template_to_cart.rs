//! `addTemplateToCart`: what is in a template goes into the cart.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::AddTemplateToCart;
use domain::vocabulary::ids::OrderTemplateId;
use domain::vocabulary::{ContractId, OrganizationId};

use super::line_report::LineReport;
use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::Cart;

/// Which template goes into the cart.
#[derive(InputObject)]
pub struct AddTemplateToCartInput {
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

/// The outcome of putting a template into the cart.
#[derive(SimpleObject)]
pub struct AddTemplateToCartPayload {
    /// The cart as it is now; null when it was refused, and when there is none.
    cart: Option<Cart>,
    /// What became of each line, in the order of the template; null when it was refused.
    lines: Option<Vec<LineReport>>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Putting a template into the cart.
#[derive(Default)]
pub struct AddTemplateToCartMutation;

#[Object]
impl AddTemplateToCartMutation {
    /// Puts what can be ordered of a template into one's own cart, and tells of each line.
    async fn add_template_to_cart(
        &self,
        ctx: &Context<'_>,
        input: AddTemplateToCartInput,
    ) -> Result<AddTemplateToCartPayload> {
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let (template, contract) = (input.template_id.0, input.contract_id.0);
        let taken = asking.of_taken(ctx, AddTemplateToCart { template, contract }).await?;
        Ok(AddTemplateToCartPayload { cart: taken.cart, lines: taken.lines, answer: taken.answer })
    }
}

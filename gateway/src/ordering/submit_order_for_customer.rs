//! `submitOrderForCustomer`: an order that was placed for a customer is submitted.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::SubmitForCustomer;
use domain::vocabulary::{Money, OrderId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::graphql::money::MoneyInput;
use crate::ordering::Order;
use crate::ordering::repricing::{OrderRepricing, repricing_of_refusal};

/// Which order is submitted for a customer.
#[derive(InputObject)]
pub struct SubmitOrderForCustomerInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,
    /// The total with VAT that was agreed with the author: at another one it is refused.
    accepted_total: Option<MoneyInput>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of submitting a customer's order.
#[derive(SimpleObject)]
pub struct SubmitOrderForCustomerPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    /// What differs and what it costs now; only when it was refused because prices changed.
    repricing: Option<OrderRepricing>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Submitting a customer's order.
#[derive(Default)]
pub struct SubmitOrderForCustomerMutation;

#[Object]
impl SubmitOrderForCustomerMutation {
    /// Submits in the place of the author. Whether somebody has to agree is what the policy says
    /// about the author.
    async fn submit_order_for_customer(
        &self,
        ctx: &Context<'_>,
        input: SubmitOrderForCustomerInput,
    ) -> Result<SubmitOrderForCustomerPayload> {
        let id = input.order_id.0;
        let asking = Asking::as_staff(input.organization_id, input.idempotency_key);
        let command = input.accepted_total.map(Money::try_from).transpose();
        let command = command.map(|accepted_total| SubmitForCustomer { order: id, accepted_total });
        let (order, answer) = asking.of_order(ctx, command, id).await?;
        let repricing = repricing_of_refusal(ctx, &asking, id, &answer).await?;
        Ok(SubmitOrderForCustomerPayload { order, repricing, answer })
    }
}

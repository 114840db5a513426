//! `submitOrder`: a draft, or a returned order, goes on.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::SubmitOrder;
use domain::vocabulary::{Money, OrderId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::graphql::money::MoneyInput;
use crate::ordering::Order;
use crate::ordering::repricing::{OrderRepricing, repricing_of_refusal};

/// Which order to submit.
#[derive(InputObject)]
pub struct SubmitOrderInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order.
    order_id: GlobalId<OrderId>,
    /// The total with VAT that was seen: at another one the submission is refused.
    accepted_total: Option<MoneyInput>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of submitting.
#[derive(SimpleObject)]
pub struct SubmitOrderPayload {
    /// The order as it is now; null when it was refused.
    order: Option<Order>,
    /// What differs and what it costs now; only when it was refused because prices changed.
    repricing: Option<OrderRepricing>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Submitting an order.
#[derive(Default)]
pub struct SubmitOrderMutation;

#[Object]
impl SubmitOrderMutation {
    /// Submits a draft or a returned order. The approval policy decides whether somebody has to agree.
    async fn submit_order(&self, ctx: &Context<'_>, input: SubmitOrderInput) -> Result<SubmitOrderPayload> {
        let id = input.order_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let accepted_total = input.accepted_total.map(Money::try_from).transpose();
        let command = accepted_total.map(|accepted_total| SubmitOrder { order: id, accepted_total });
        let (order, answer) = asking.of_order(ctx, command, id).await?;
        let repricing = repricing_of_refusal(ctx, &asking, id, &answer).await?;
        Ok(SubmitOrderPayload { order, repricing, answer })
    }
}

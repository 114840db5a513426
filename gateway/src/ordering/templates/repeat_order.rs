//! `repeatOrder`: what was ordered before is ordered once more.

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use commands::ordering::{Repeat, RepeatOrder};
use domain::vocabulary::{ContractId, OrderId, OrganizationId};

use super::line_report::LineReport;
use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::{Cart, Order};

/// Which order is ordered once more.
#[derive(InputObject)]
pub struct RepeatOrderInput {
    /// The organization for which one buys.
    organization_id: GlobalId<OrganizationId>,
    /// The order whose lines are taken.
    order_id: GlobalId<OrderId>,
    /// The contract under which it is ordered.
    contract_id: GlobalId<ContractId>,
    /// Where they go.
    #[graphql(default_with = "RepeatInto::Draft")]
    into: RepeatInto,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// Where the lines of an order go that is ordered once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Repeat")]
pub enum RepeatInto {
    /// Into one's own cart.
    Cart,
    /// Into a new draft.
    Draft,
}

/// The outcome of ordering once more.
#[derive(SimpleObject)]
pub struct RepeatOrderPayload {
    /// The new order; null when it was refused, and when the lines went into the cart.
    order: Option<Order>,
    /// The cart as it is now; null when it was refused, and when an order was begun.
    cart: Option<Cart>,
    /// What became of each line, in the order of that order; null when it was refused.
    lines: Option<Vec<LineReport>>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Ordering once more.
#[derive(Default)]
pub struct RepeatOrderMutation;

#[Object]
impl RepeatOrderMutation {
    /// Orders once more what can be ordered of an order, and tells of each line.
    async fn repeat_order(&self, ctx: &Context<'_>, input: RepeatOrderInput) -> Result<RepeatOrderPayload> {
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let (order, contract) = (input.order_id.0, input.contract_id.0);
        let taken = asking.of_taken(ctx, RepeatOrder { order, contract, into: input.into.into() }).await?;
        let (order, cart) = (taken.order, taken.cart);
        Ok(RepeatOrderPayload { order, cart, lines: taken.lines, answer: taken.answer })
    }
}

//! `draftFromCart`: an order is begun from the cart.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::DraftFromCart;
use domain::vocabulary::{CartId, ContractId, OrganizationId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::Order;

/// Which cart becomes an order.
#[derive(InputObject)]
pub struct DraftFromCartInput {
    /// The organization that buys.
    organization_id: GlobalId<OrganizationId>,
    /// The contract under which it is ordered.
    contract_id: GlobalId<ContractId>,
    /// The cart that was seen.
    cart_id: GlobalId<CartId>,
    /// The version of the cart that was seen: on another one it is refused.
    cart_version: i64,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of beginning an order.
#[derive(SimpleObject)]
pub struct DraftFromCartPayload {
    /// The new order; null when it was refused.
    order: Option<Order>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Beginning an order from the cart.
#[derive(Default)]
pub struct DraftFromCartMutation;

#[Object]
impl DraftFromCartMutation {
    /// Begins an order with what is in one's own cart, and empties the cart.
    async fn draft_from_cart(
        &self,
        ctx: &Context<'_>,
        input: DraftFromCartInput,
    ) -> Result<DraftFromCartPayload> {
        let contract = input.contract_id.0;
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let command = Ok(DraftFromCart { contract, cart: input.cart_id.0, version: input.cart_version });
        let (order, answer) = asking.of_begun_order(ctx, command).await?;
        Ok(DraftFromCartPayload { order, answer })
    }
}

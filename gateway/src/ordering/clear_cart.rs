//! `clearCart`: the cart becomes empty.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::ClearCart;
use domain::vocabulary::OrganizationId;

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::Cart;

/// Whose cart to empty: one's own in this organization.
#[derive(InputObject)]
pub struct ClearCartInput {
    /// The organization for which one buys.
    organization_id: GlobalId<OrganizationId>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of emptying the cart.
#[derive(SimpleObject)]
pub struct ClearCartPayload {
    /// The cart as it is now; null when it was refused, and when there is none.
    cart: Option<Cart>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Emptying the cart.
#[derive(Default)]
pub struct ClearCartMutation;

#[Object]
impl ClearCartMutation {
    /// Empties one's own cart.
    async fn clear_cart(&self, ctx: &Context<'_>, input: ClearCartInput) -> Result<ClearCartPayload> {
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let command = Ok(ClearCart {});
        let (cart, answer) = asking.of_cart(ctx, command).await?;
        Ok(ClearCartPayload { cart, answer })
    }
}

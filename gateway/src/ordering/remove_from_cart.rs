//! `removeFromCart`: a product leaves the cart.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::SetCartLine;
use domain::vocabulary::{OrganizationId, ProductId};

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::Cart;

/// Which product to take out.
#[derive(InputObject)]
pub struct RemoveFromCartInput {
    /// The organization for which one buys.
    organization_id: GlobalId<OrganizationId>,
    /// The product.
    product_id: GlobalId<ProductId>,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of taking a product out of the cart.
#[derive(SimpleObject)]
pub struct RemoveFromCartPayload {
    /// The cart as it is now; null when it was refused, and when there is none.
    cart: Option<Cart>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Taking a product out of the cart.
#[derive(Default)]
pub struct RemoveFromCartMutation;

#[Object]
impl RemoveFromCartMutation {
    /// Takes a product out of one's own cart.
    async fn remove_from_cart(
        &self,
        ctx: &Context<'_>,
        input: RemoveFromCartInput,
    ) -> Result<RemoveFromCartPayload> {
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let command = Ok(SetCartLine { product: input.product_id.0, quantity: None, add: false });
        let (cart, answer) = asking.of_cart(ctx, command).await?;
        Ok(RemoveFromCartPayload { cart, answer })
    }
}

//! `setCartLine`: so many of a product are in the cart.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::SetCartLine;
use domain::vocabulary::{OrganizationId, ProductId, Quantity};
use rust_decimal::Decimal;

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::Cart;

/// How many of a product there are to be.
#[derive(InputObject)]
pub struct SetCartLineInput {
    /// The organization for which one buys.
    organization_id: GlobalId<OrganizationId>,
    /// The product.
    product_id: GlobalId<ProductId>,
    /// How many units from now on.
    quantity: Decimal,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of setting a line of the cart.
#[derive(SimpleObject)]
pub struct SetCartLinePayload {
    /// The cart as it is now; null when it was refused, and when there is none.
    cart: Option<Cart>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Setting a line of the cart.
#[derive(Default)]
pub struct SetCartLineMutation;

#[Object]
impl SetCartLineMutation {
    /// Sets how many of a product are in one's own cart.
    async fn set_cart_line(&self, ctx: &Context<'_>, input: SetCartLineInput) -> Result<SetCartLinePayload> {
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let command = Quantity::new(input.quantity)
            .map(|quantity| SetCartLine { product: input.product_id.0, quantity: Some(quantity), add: false })
            .map_err(Into::into);
        let (cart, answer) = asking.of_cart(ctx, command).await?;
        Ok(SetCartLinePayload { cart, answer })
    }
}

//! `addToCart`: more of a product into the cart.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use commands::ordering::SetCartLine;
use domain::vocabulary::{OrganizationId, ProductId, Quantity};
use rust_decimal::Decimal;

use crate::graphql::asking::{Answer, Asking};
use crate::graphql::global_id::GlobalId;
use crate::ordering::Cart;

/// How many more of a product.
#[derive(InputObject)]
pub struct AddToCartInput {
    /// The organization for which one buys.
    organization_id: GlobalId<OrganizationId>,
    /// The product.
    product_id: GlobalId<ProductId>,
    /// How many units more.
    quantity: Decimal,
    /// The client's own key of this request: sent again with it, it is carried out once.
    #[graphql(validator(min_length = 1, max_length = 200))]
    idempotency_key: Option<String>,
}

/// The outcome of adding to the cart.
#[derive(SimpleObject)]
pub struct AddToCartPayload {
    /// The cart as it is now; null when it was refused, and when there is none.
    cart: Option<Cart>,
    #[graphql(flatten)]
    answer: Answer,
}

/// Adding to the cart.
#[derive(Default)]
pub struct AddToCartMutation;

#[Object]
impl AddToCartMutation {
    /// Puts more of a product into one's own cart.
    async fn add_to_cart(&self, ctx: &Context<'_>, input: AddToCartInput) -> Result<AddToCartPayload> {
        let asking = Asking::as_member(input.organization_id, input.idempotency_key);
        let command = Quantity::new(input.quantity)
            .map(|quantity| SetCartLine { product: input.product_id.0, quantity: Some(quantity), add: true })
            .map_err(Into::into);
        let (cart, answer) = asking.of_cart(ctx, command).await?;
        Ok(AddToCartPayload { cart, answer })
    }
}

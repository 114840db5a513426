//! Lines, as clients give them.

use async_graphql::{InputObject, OneofObject};
use commands::CommandError;
use commands::ordering::LineChange;
use domain::vocabulary::{ProductId, Quantity};
use rust_decimal::Decimal;

use crate::graphql::global_id::GlobalId;

/// A product, and how many units of it.
#[derive(InputObject)]
pub struct OrderLineInput {
    /// The product.
    product_id: GlobalId<ProductId>,
    /// How many units: above zero, at most three decimal places.
    quantity: Decimal,
}

/// One change of an order's lines.
#[derive(OneofObject)]
pub enum LineChangeInput {
    /// Add a product, at its price of now.
    Add(OrderLineInput),
    /// Set how many units of a product there are.
    SetQuantity(OrderLineInput),
    /// Take a product out.
    Remove(GlobalId<ProductId>),
}

impl OrderLineInput {
    /// The product with its quantity, checked.
    pub fn checked(&self) -> Result<(ProductId, Quantity), CommandError> {
        Ok((self.product_id.0, Quantity::new(self.quantity)?))
    }
}

/// The quantities of products, checked.
pub fn quantities(lines: &[OrderLineInput]) -> Result<Vec<(ProductId, Quantity)>, CommandError> {
    lines.iter().map(OrderLineInput::checked).collect()
}

/// The changes, checked.
pub fn changes(changes: Vec<LineChangeInput>) -> Result<Vec<LineChange>, CommandError> {
    let change = |change: LineChangeInput| {
        Ok(match change {
            LineChangeInput::Add(line) => {
                let (product, quantity) = line.checked()?;
                LineChange::Add(product, quantity)
            }
            LineChangeInput::SetQuantity(line) => {
                let (product, quantity) = line.checked()?;
                LineChange::SetQuantity(product, quantity)
            }
            LineChangeInput::Remove(product) => LineChange::Remove(product.0),
        })
    };
    changes.into_iter().map(change).collect()
}

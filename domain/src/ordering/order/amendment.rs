//! Changes of an order that the supplier accepted already.

use super::command::NewLine;
use super::line::LineQuantity;
use crate::vocabulary::{Money, ProductId};

/// A change of the lines of an accepted order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amendment {
    /// Add a line at the end.
    Add(NewLine),
    /// Set the quantity of a line, at the price that it has.
    SetQuantity(LineQuantity),
    /// Set the price of a line by hand, without a discount.
    SetPrice {
        /// The product of the line.
        product: ProductId,
        /// The price of a unit, with or without VAT as that of the line is.
        price: Money,
    },
    /// Remove a line.
    Remove(ProductId),
}

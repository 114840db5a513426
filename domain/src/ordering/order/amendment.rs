//! Changes of an order that the supplier accepted already.

use serde::{Deserialize, Serialize};

use super::command::NewLine;
use super::line::{Goods, Line, LineQuantity};
use crate::ordering::pricing::Amounts;
use crate::vocabulary::{Money, ProductId, Quantity};

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

/// What became of a line that was changed, added or removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineDifference {
    /// The goods of the line.
    pub goods: Goods,
    /// What the line was; nothing if it was added.
    pub before: Option<LineWorth>,
    /// What the line is; nothing if it was removed.
    pub after: Option<LineWorth>,
}

/// How many units at which price, and what that costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineWorth {
    /// How many units.
    pub quantity: Quantity,
    /// The price of a unit before the discount.
    pub price: Money,
    /// What the line costs.
    pub amounts: Amounts,
}

impl LineWorth {
    /// What a line is worth.
    pub const fn of(line: &Line) -> Self {
        Self { quantity: line.quantity, price: line.quote.price, amounts: line.amounts }
    }
}

/// What became of the lines that differ: those that were there in their order, then those
/// that were added in theirs.
pub(super) fn differences(before: &[Line], after: &[Line]) -> Vec<LineDifference> {
    let find =
        |lines: &[Line], product| lines.iter().find(|line| line.goods.product == product).map(LineWorth::of);
    let added = after.iter().filter(|line| find(before, line.goods.product).is_none());
    let difference = |line: &Line| LineDifference {
        goods: line.goods.clone(),
        before: find(before, line.goods.product),
        after: find(after, line.goods.product),
    };
    let all = before.iter().chain(added).map(difference);
    all.filter(|difference| difference.before != difference.after).collect()
}

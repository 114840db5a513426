//! What is different between two contents of an order.

use async_graphql::{Enum, SimpleObject};
use domain::ordering::order::difference::{
    Change, DeliveryFigures, Difference, LineDifference as LineDiffers, LineFate, LineFigures as Figures,
};
use domain::vocabulary::ProductId;
use rust_decimal::Decimal;

use crate::graphql::global_id::GlobalId;
use crate::graphql::money::MoneyValue;

/// What is different between two contents of an order.
#[derive(SimpleObject)]
pub struct OrderDifference {
    /// The lines that differ.
    lines: Vec<LineDifference>,
    /// What is different about the delivery; null when nothing is.
    delivery: Option<DeliveryDifference>,
    /// The total with VAT before.
    total_before: MoneyValue,
    /// The total with VAT after.
    total_after: MoneyValue,
}

/// What is different about the delivery: its way, its address or its cost.
#[derive(SimpleObject)]
pub struct DeliveryDifference {
    /// What it cost with VAT; null when none was chosen.
    before: Option<MoneyValue>,
    /// What it costs with VAT; null when none is chosen.
    after: Option<MoneyValue>,
}

/// What is different about the line of a product.
#[derive(SimpleObject)]
pub struct LineDifference {
    /// The id of the product.
    product_id: GlobalId<ProductId>,
    /// The supplier's article; empty when there is none.
    article: String,
    /// The name of the goods.
    name: String,
    /// What became of the line.
    kind: LineChangeKind,
    /// The line before; null when it was added.
    before: Option<LineFigures>,
    /// The line after; null when it was removed.
    after: Option<LineFigures>,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "LineFate")]
pub enum LineChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It differs.
    Changed,
}

/// The figures of a line that can differ.
#[derive(SimpleObject)]
pub struct LineFigures {
    /// How many units.
    quantity: Decimal,
    /// The price of one unit with VAT after the discount.
    price: MoneyValue,
    /// What the line costs with VAT.
    gross: MoneyValue,
}

impl From<Difference> for OrderDifference {
    fn from(difference: Difference) -> Self {
        Self {
            lines: difference.lines.into_iter().map(Into::into).collect(),
            delivery: difference.delivery.map(Into::into),
            total_before: difference.total.before.into(),
            total_after: difference.total.after.into(),
        }
    }
}

impl From<Change<Option<DeliveryFigures>>> for DeliveryDifference {
    fn from(change: Change<Option<DeliveryFigures>>) -> Self {
        let gross = |figures: Option<DeliveryFigures>| figures.map(|figures| figures.gross.into());
        Self { before: gross(change.before), after: gross(change.after) }
    }
}

impl From<LineDiffers> for LineDifference {
    fn from(line: LineDiffers) -> Self {
        Self {
            kind: line.fate().into(),
            product_id: GlobalId(line.goods.product),
            article: line.goods.article,
            name: line.goods.name,
            before: line.before.map(Into::into),
            after: line.after.map(Into::into),
        }
    }
}

impl From<Figures> for LineFigures {
    fn from(figures: Figures) -> Self {
        Self { quantity: figures.quantity.number(), price: figures.price.into(), gross: figures.gross.into() }
    }
}

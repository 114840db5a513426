//! What is different between two contents of an order.
//!
//! Approvers see it ("what changed since I approved"), buyers see it ("what the supplier
//! changed"), and the approval asks it which stages a change touches.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::delivery::Delivery;
use super::line::{Goods, Line};
use crate::vocabulary::{AddressId, CostCentreId, DeliveryWayId, Money, ProductId, Quantity, VatRate};

/// What an order holds, as far as it is approved.
#[derive(Clone, Copy, Debug)]
pub struct Content<'a> {
    /// The lines.
    pub lines: &'a [Line],
    /// The delivery, if one is chosen.
    pub delivery: Option<&'a Delivery>,
    /// The cost centre of the whole order.
    pub cost_centre: Option<CostCentreId>,
    /// The total with VAT, with the delivery.
    pub total: Money,
}

impl Content<'_> {
    /// The same with other lines, another delivery and another total.
    #[must_use]
    pub const fn with<'b>(
        &self,
        lines: &'b [Line],
        delivery: Option<&'b Delivery>,
        total: Money,
    ) -> Content<'b> {
        Content { lines, delivery, cost_centre: self.cost_centre, total }
    }
}

/// Something before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change<T> {
    /// What it was.
    pub before: T,
    /// What it is.
    pub after: T,
}

/// What is different between two contents of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The lines that differ: first those of the content after, in its order, then those
    /// that are gone.
    pub lines: Vec<LineDifference>,
    /// The delivery, if it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Change<Option<DeliveryFigures>>>,
    /// The cost centre of the whole order, if it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_centre: Option<Change<Option<CostCentreId>>>,
    /// The total with VAT.
    pub total: Change<Money>,
}

/// What is different about the line of a product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineDifference {
    /// The goods, as they are named after the change; a removed line's as they were.
    pub goods: Goods,
    /// The line before; nothing when it was added.
    pub before: Option<LineFigures>,
    /// The line after; nothing when it was removed.
    pub after: Option<LineFigures>,
}

/// The figures of a line that can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineFigures {
    /// How many units.
    pub quantity: Quantity,
    /// The price of one unit with VAT after the discount, not rounded.
    pub price: Money,
    /// The rate of VAT.
    pub vat_rate: VatRate,
    /// What the line costs with VAT.
    pub gross: Money,
    /// The cost centre of the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_centre: Option<CostCentreId>,
}

/// The figures of a delivery that can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryFigures {
    /// The way.
    pub way: DeliveryWayId,
    /// The address; nothing when the buyer fetches the goods.
    pub address: Option<AddressId>,
    /// What it costs with VAT.
    pub gross: Money,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::AsRefStr)]
pub enum LineFate {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It differs.
    Changed,
}

/// What is different after, compared with before. Names and units of goods, comments and
/// the order of the lines are not compared.
pub fn difference(before: &Content<'_>, after: &Content<'_>) -> Difference {
    let delivery = change(before.delivery.map(DeliveryFigures::of), after.delivery.map(DeliveryFigures::of));
    Difference {
        lines: lines(before.lines, after.lines),
        delivery,
        cost_centre: change(before.cost_centre, after.cost_centre),
        total: Change { before: before.total, after: after.total },
    }
}

fn lines(before: &[Line], after: &[Line]) -> Vec<LineDifference> {
    let mut gone: BTreeMap<ProductId, &Line> = before.iter().map(|line| (line.goods.product, line)).collect();
    let mut differing = Vec::new();
    for line in after {
        let was = gone.remove(&line.goods.product).map(LineFigures::of);
        let is = Some(LineFigures::of(line));
        if was != is {
            differing.push(LineDifference { goods: line.goods.clone(), before: was, after: is });
        }
    }
    let removed = before.iter().filter(|line| gone.contains_key(&line.goods.product));
    differing.extend(removed.map(|line| LineDifference {
        goods: line.goods.clone(),
        before: Some(LineFigures::of(line)),
        after: None,
    }));
    differing
}

fn change<T: PartialEq>(before: T, after: T) -> Option<Change<T>> {
    (before != after).then_some(Change { before, after })
}

impl Difference {
    /// Whether nothing differs.
    pub const fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.delivery.is_none() && self.cost_centre.is_none()
    }

    /// Whether there is only less of the same: lines dropped, quantities and prices
    /// lowered, a delivery dropped or cheaper on the same way to the same address. Whoever
    /// approved the content before needs not be asked again. No difference lowers too.
    pub fn only_lowers(&self) -> bool {
        self.lines.iter().all(LineDifference::only_lowers)
            && self.cost_centre.is_none()
            && !self.touches_delivery()
    }

    /// Whether the delivery is new, dearer, on another way or to another address.
    pub fn touches_delivery(&self) -> bool {
        match &self.delivery {
            None | Some(Change { after: None, .. }) => false,
            Some(Change { before: None, .. }) => true,
            Some(Change { before: Some(before), after: Some(after) }) => {
                (before.way, before.address) != (after.way, after.address)
                    || !not_above(after.gross, before.gross)
            }
        }
    }

    /// The lines that are more than they were: added, raised or booked elsewhere.
    pub fn raised_lines(&self) -> impl Iterator<Item = &LineDifference> {
        self.lines.iter().filter(|line| !line.only_lowers())
    }
}

impl LineDifference {
    /// What became of the line.
    pub const fn fate(&self) -> LineFate {
        match (&self.before, &self.after) {
            (None, _) => LineFate::Added,
            (_, None) => LineFate::Removed,
            _ => LineFate::Changed,
        }
    }

    /// Whether there is only less of the same: the line is gone, or its quantity and price
    /// are nowhere above what they were.
    pub fn only_lowers(&self) -> bool {
        match (&self.before, &self.after) {
            (_, None) => true,
            (None, _) => false,
            (Some(before), Some(after)) => {
                after.quantity <= before.quantity
                    && not_above(after.price, before.price)
                    && after.vat_rate == before.vat_rate
                    && after.cost_centre == before.cost_centre
            }
        }
    }
}

/// Amounts in different currencies are never known to be lower.
fn not_above(after: Money, before: Money) -> bool {
    after.currency == before.currency && after.amount <= before.amount
}

impl LineFigures {
    /// The figures of a line.
    pub fn of(line: &Line) -> Self {
        Self {
            quantity: line.quantity,
            price: line.quote.unit_gross(),
            vat_rate: line.quote.vat_rate,
            gross: line.amounts.gross(),
            cost_centre: line.cost_centre,
        }
    }
}

impl DeliveryFigures {
    /// The figures of a delivery.
    pub const fn of(delivery: &Delivery) -> Self {
        Self { way: delivery.tariff.way, address: delivery.address, gross: delivery.cost.gross() }
    }
}

#[cfg(test)]
mod tests;

//! What an order takes of the budget of one cost centre, line by line.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::ordering::order::{Delivery, Line};
use crate::vocabulary::{CostCentreId, ProductId};

/// What an order takes of the budget of one cost centre, with VAT.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// What the lines cost, by their products. A line that costs nothing is not here.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub lines: BTreeMap<ProductId, Decimal>,
    /// What the delivery costs.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub delivery: Decimal,
}

/// What an order takes, by the cost centres that bear it: each line of its own or of the
/// order's, and the delivery of the order's. What has none touches no budget. The order's
/// cost centre is always there, also with nothing: later changes of the order may be its.
pub fn shares_of(
    lines: &[Line],
    delivery: Option<&Delivery>,
    cost_centre: Option<CostCentreId>,
) -> BTreeMap<CostCentreId, Share> {
    let mut shares: BTreeMap<CostCentreId, Share> = BTreeMap::new();
    if let Some(bears) = cost_centre {
        let share = shares.entry(bears).or_default();
        share.delivery = delivery.map_or(Decimal::ZERO, |delivery| delivery.cost.gross);
    }
    for line in lines {
        let Some(bears) = line.cost_centre.or(cost_centre) else { continue };
        shares.entry(bears).or_default().put(line.goods.product, line.amounts.gross);
    }
    shares
}

impl Share {
    /// All of it.
    pub fn total(&self) -> Decimal {
        self.lines.values().fold(self.delivery, |sum, amount| sum.saturating_add(*amount))
    }

    /// Whether it is nothing.
    pub fn is_nothing(&self) -> bool {
        self.lines.is_empty() && self.delivery.is_zero()
    }

    /// By how much it is more than another, line by line.
    #[must_use]
    pub fn above(&self, other: &Self) -> Self {
        let mut above = Self { delivery: rest(self.delivery, other.delivery), ..Self::default() };
        for (product, amount) in &self.lines {
            above.put(*product, rest(*amount, other.line(*product)));
        }
        above
    }

    /// Adds another.
    pub(super) fn add(&mut self, other: &Self) {
        self.delivery = self.delivery.saturating_add(other.delivery);
        for (product, amount) in &other.lines {
            self.put(*product, self.line(*product).saturating_add(*amount));
        }
    }

    /// Takes another away, as far as there is something of it.
    pub(super) fn take(&mut self, other: &Self) {
        *self = self.above(other);
    }

    fn line(&self, product: ProductId) -> Decimal {
        self.lines.get(&product).copied().unwrap_or_default()
    }

    fn put(&mut self, product: ProductId, amount: Decimal) {
        if amount.is_zero() {
            self.lines.remove(&product);
        } else {
            self.lines.insert(product, amount);
        }
    }
}

fn rest(of: Decimal, without: Decimal) -> Decimal {
    of.saturating_sub(without).max(Decimal::ZERO)
}

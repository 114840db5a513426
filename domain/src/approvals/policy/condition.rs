//! When a rule matches an order.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::vocabulary::{CategoryId, Money};

/// Whether an amount counts with VAT.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Vat {
    /// With VAT.
    Included,
    /// Without VAT.
    Excluded,
}

/// Which side of a bound matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// The bound itself and everything larger.
    AtLeast,
    /// Only what is larger than the bound.
    Above,
}

impl Comparison {
    /// Whether a value is on the matching side of the bound.
    pub fn holds<T: PartialOrd + Copy>(self, value: T, bound: T) -> bool {
        match self {
            Self::AtLeast => value >= bound,
            Self::Above => value > bound,
        }
    }
}

/// One condition of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Condition {
    /// The order's total is on one side of an amount. Another currency **matches**: an
    /// order must not slip past a rule because the rule speaks of other money.
    OrderTotal {
        /// Which side.
        comparison: Comparison,
        /// The amount.
        amount: Money,
        /// Whether VAT counts.
        vat: Vat,
    },
    /// The number of lines is on one side of a number.
    LineCount {
        /// Which side.
        comparison: Comparison,
        /// The number.
        count: u32,
    },
    /// A line is of one of these categories. A line without a category **matches**: it may
    /// belong there.
    AnyLineOfCategory {
        /// The categories, at least one.
        categories: BTreeSet<CategoryId>,
    },
}

/// What conditions look at: one revision of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderFacts {
    /// The total with VAT.
    pub total_with_vat: Money,
    /// The total without VAT.
    pub total_without_vat: Money,
    /// The number of lines.
    pub line_count: u32,
    /// The categories of all lines, with the categories above them.
    pub categories: BTreeSet<CategoryId>,
    /// Whether a line has no category.
    pub uncategorized: bool,
}

impl Condition {
    /// Whether the condition holds for an order. Where it cannot tell, it says that it holds.
    pub fn holds(&self, order: &OrderFacts) -> bool {
        match self {
            Self::OrderTotal { comparison, amount, vat } => {
                let total = match vat {
                    Vat::Included => order.total_with_vat,
                    Vat::Excluded => order.total_without_vat,
                };
                total.currency != amount.currency || comparison.holds(total.amount, amount.amount)
            }
            Self::LineCount { comparison, count } => comparison.holds(order.line_count, *count),
            Self::AnyLineOfCategory { categories } => {
                order.uncategorized || !categories.is_disjoint(&order.categories)
            }
        }
    }

    /// Whether the condition makes sense: no negative amount, no empty list.
    pub fn makes_sense(&self) -> bool {
        match self {
            Self::OrderTotal { amount, .. } => amount.amount >= Decimal::ZERO,
            Self::LineCount { .. } => true,
            Self::AnyLineOfCategory { categories } => !categories.is_empty(),
        }
    }
}

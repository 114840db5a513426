//! When a rule matches an order.

mod figure;
mod finds;

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::vocabulary::{CategoryId, Money, Percent, Period, PriceTypeId, ProductId};

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

/// One condition of a rule. Where it cannot tell, because the money is of another currency
/// or a fact is not known, it **matches**, except in a rule that lets orders pass: no order
/// slips past a rule because somebody knew too little.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Condition {
    /// The order's total, with its delivery, is on one side of an amount.
    OrderTotal {
        /// Which side.
        comparison: Comparison,
        /// The amount.
        amount: Money,
        /// Whether VAT counts.
        vat: Vat,
    },
    /// The delivery costs, with VAT, on one side of an amount.
    DeliveryCost {
        /// Which side.
        comparison: Comparison,
        /// The amount.
        amount: Money,
    },
    /// The number of lines is on one side of a number.
    LineCount {
        /// Which side.
        comparison: Comparison,
        /// The number.
        count: u32,
    },
    /// The number of different articles is on one side of a number.
    ArticleCount {
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
    /// A line is of one of these articles.
    AnyLineOfArticle {
        /// The articles, at least one.
        products: BTreeSet<ProductId>,
    },
    /// A line's price for one unit with VAT is above the price of a list by more than a
    /// percentage. An article without a price in the list **matches**.
    AnyLineAboveList {
        /// The list.
        price_type: PriceTypeId,
        /// The percentage of the list's price.
        percent: Percent,
    },
    /// No order of the member was ever approved.
    FirstOrderOfMember,
    /// The organization never had an order delivered to this address.
    NewDeliveryAddress,
    /// The member spent so much with VAT in the current period of the organization's own
    /// calendar, this order included.
    SpendOfMember {
        /// Which side.
        comparison: Comparison,
        /// The amount.
        amount: Money,
        /// The period.
        period: Period,
    },
    /// A budget of a cost centre that bears the order or a line of it. Where none was set, it
    /// does not hold.
    Budget {
        /// What about it.
        state: BudgetState,
    },
    /// The organization's credit.
    Credit {
        /// What about it.
        state: CreditState,
    },
}

/// What a condition asks of a budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum BudgetState {
    /// With this order it would be exceeded.
    WouldExceed,
    /// With this order more than a share of it would be used.
    WouldUse {
        /// The share.
        percent: Percent,
    },
}

/// What a condition asks of an organization's credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CreditState {
    /// With this order the limit would be exceeded.
    WouldExceed,
    /// Something is overdue.
    HasOverdue {
        /// For more than so many days.
        days: u16,
        /// Of at least so much; smaller debts do not matter.
        at_least: Money,
    },
}

impl Condition {
    /// Whether the condition makes sense: no negative amount, no empty list.
    pub fn makes_sense(&self) -> bool {
        match self {
            Self::OrderTotal { amount, .. }
            | Self::DeliveryCost { amount, .. }
            | Self::SpendOfMember { amount, .. }
            | Self::Credit { state: CreditState::HasOverdue { at_least: amount, .. } } => {
                amount.amount >= Decimal::ZERO
            }
            Self::AnyLineOfCategory { categories } => !categories.is_empty(),
            Self::AnyLineOfArticle { products } => !products.is_empty(),
            Self::LineCount { .. }
            | Self::ArticleCount { .. }
            | Self::AnyLineAboveList { .. }
            | Self::FirstOrderOfMember
            | Self::NewDeliveryAddress
            | Self::Budget { .. }
            | Self::Credit { state: CreditState::WouldExceed } => true,
        }
    }

    /// How many entries its list has.
    pub(super) fn entries(&self) -> usize {
        match self {
            Self::AnyLineOfCategory { categories } => categories.len(),
            Self::AnyLineOfArticle { products } => products.len(),
            _ => 0,
        }
    }
}

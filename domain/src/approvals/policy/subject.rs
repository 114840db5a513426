//! What part of an order a rule looks at: a change elsewhere leaves approvals under it alone.

use std::collections::BTreeSet;

use super::condition::Condition;
use super::rule::Rule;
use crate::vocabulary::{CategoryId, ProductId};

/// What part of an order a rule looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// All of it.
    Whole,
    /// Lines of some goods; a line of none of them is nothing to the rule.
    Lines {
        /// Lines of these categories, or of those below them.
        categories: BTreeSet<CategoryId>,
        /// Lines of these articles.
        products: BTreeSet<ProductId>,
    },
    /// How the goods are delivered, where to, and what that costs.
    Delivery,
}

impl Rule {
    /// What part of an order the rule looks at.
    ///
    /// Where any of its conditions looks at the whole order, or conditions look at different
    /// parts, it is the whole: rather one approval too many than one too few.
    pub fn subject(&self) -> Subject {
        let mut parts = self.conditions.iter().map(part);
        let Some(first) = parts.next() else { return Subject::Whole };
        parts.fold(first, Subject::with)
    }
}

impl Subject {
    fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Delivery, Self::Delivery) => Self::Delivery,
            (
                Self::Lines { mut categories, mut products },
                Self::Lines { categories: more_categories, products: more_products },
            ) => {
                categories.extend(more_categories);
                products.extend(more_products);
                Self::Lines { categories, products }
            }
            _ => Self::Whole,
        }
    }
}

fn part(condition: &Condition) -> Subject {
    match condition {
        Condition::AnyLineOfCategory { categories } => {
            Subject::Lines { categories: categories.clone(), products: BTreeSet::new() }
        }
        Condition::AnyLineOfArticle { products } => {
            Subject::Lines { categories: BTreeSet::new(), products: products.clone() }
        }
        Condition::DeliveryCost { .. } | Condition::NewDeliveryAddress => Subject::Delivery,
        Condition::OrderTotal { .. }
        | Condition::LineCount { .. }
        | Condition::ArticleCount { .. }
        | Condition::AnyLineAboveList { .. }
        | Condition::FirstOrderOfMember
        | Condition::SpendOfMember { .. }
        | Condition::Budget { .. }
        | Condition::Credit { .. } => Subject::Whole,
    }
}

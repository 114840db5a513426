//! Why a rule is about an order, or is not.

use async_graphql::{Enum, SimpleObject};
use domain::approvals::policy::{Figure, Finding, Holds, RuleFinding, WordedRule};
use domain::refusal::Language;
use domain::vocabulary::{CategoryId, ProductId};
use rust_decimal::Decimal;

use super::condition::ApprovalCondition;
use super::rule::ApprovalRule;
use crate::graphql::global_id::GlobalId;
use crate::graphql::money::MoneyValue;
use crate::graphql::position::PositionScalar;
use crate::graphql::standpoint::Standpoint;

/// What a rule of the approval policy found in an order.
#[derive(SimpleObject)]
pub struct ApprovalFinding {
    /// The rule.
    rule: ApprovalRule,
    /// Whether it is about orders of whoever submits.
    applies: bool,
    /// Whether it matches: it is about them, and all of its conditions count as holding.
    matched: bool,
    /// What its conditions found, in their order.
    conditions: Vec<ConditionFinding>,
}

/// What a condition found in an order.
#[derive(SimpleObject)]
pub struct ConditionFinding {
    /// The condition.
    condition: ApprovalCondition,
    #[graphql(flatten)]
    found: ConditionFound,
}

/// Whether a condition holds, and what it looked at.
#[derive(SimpleObject)]
pub struct ConditionFound {
    /// Whether it holds.
    holds: HoldsWord,
    /// The amount that it looked at; null when it looked at none.
    amount: Option<MoneyValue>,
    /// The number of lines or articles that it looked at; null when it looked at none.
    count: Option<u32>,
    /// By how many percent the dearest article is above the list, below zero where it is cheaper;
    /// null when it looked at no prices.
    percent: Option<Decimal>,
    /// The ids of its categories that are in the order.
    category_ids: Vec<GlobalId<CategoryId>>,
    /// The ids of its products that are in the order, or of the dearest one.
    product_ids: Vec<GlobalId<ProductId>>,
    /// How far the read table had come that was asked; null when none was.
    as_of: Option<PositionScalar>,
}

/// Whether a condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "ConditionHolds", remote = "Holds")]
pub enum HoldsWord {
    /// It holds.
    Holds,
    /// It does not.
    DoesNot,
    /// Nobody can tell: another currency, or a fact that is not known. It counts against the
    /// order.
    Unknown,
}

impl ApprovalFinding {
    /// What a rule found.
    pub fn of(found: &RuleFinding, worded: &WordedRule, standpoint: Standpoint, language: Language) -> Self {
        let conditions = worded.rule.conditions.iter().zip(&found.findings);
        Self {
            applies: found.applies,
            matched: found.matched,
            conditions: conditions
                .map(|(condition, finding)| ConditionFinding {
                    condition: condition.into(),
                    found: finding.into(),
                })
                .collect(),
            rule: ApprovalRule::of(worded, standpoint, language),
        }
    }
}

impl From<&Finding> for ConditionFound {
    fn from(finding: &Finding) -> Self {
        let plain = Self {
            holds: finding.holds.into(),
            amount: None,
            count: None,
            percent: None,
            category_ids: Vec::new(),
            product_ids: Vec::new(),
            as_of: None,
        };
        match &finding.figure {
            None => plain,
            Some(Figure::Money { money, as_of }) => {
                Self { amount: Some((*money).into()), as_of: as_of.map(PositionScalar), ..plain }
            }
            Some(Figure::Count { count }) => Self { count: Some(*count), ..plain },
            Some(Figure::Categories { categories }) => {
                Self { category_ids: categories.iter().map(|id| GlobalId(*id)).collect(), ..plain }
            }
            Some(Figure::Products { products }) => {
                Self { product_ids: products.iter().map(|id| GlobalId(*id)).collect(), ..plain }
            }
            Some(Figure::AboveList { product, percent }) => {
                Self { product_ids: vec![GlobalId(*product)], percent: Some(*percent), ..plain }
            }
            Some(Figure::Seen { as_of }) => Self { as_of: Some(PositionScalar(*as_of)), ..plain },
        }
    }
}

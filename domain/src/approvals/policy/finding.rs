//! Why a rule is about an order, or is not: what each of its conditions found.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::facts::OrderFacts;
use super::rule::{Rule, RuleId};
use super::state::Policy;
use super::verdict::Requester;
use crate::journal::Position;
use crate::vocabulary::{CategoryId, Money, ProductId};

/// Whether a condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// It holds.
    Holds,
    /// It does not.
    DoesNot,
    /// Nobody can tell: another currency, or a fact that is not known. It counts **against**
    /// the order, so that none slips past a rule because somebody knew too little: rules
    /// that demand or deny match, and those that let orders pass do not.
    Unknown,
}

impl From<bool> for Holds {
    fn from(holds: bool) -> Self {
        if holds { Self::Holds } else { Self::DoesNot }
    }
}

/// What a condition looked at, as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Figure {
    /// An amount.
    Money {
        /// The amount.
        money: Money,
        /// How far the read model had come that said so, if one did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        as_of: Option<Position>,
    },
    /// A number of lines or articles.
    Count {
        /// The number.
        count: u32,
    },
    /// Categories of the rule that are in the order.
    Categories {
        /// Which.
        categories: BTreeSet<CategoryId>,
    },
    /// Articles of the rule that are in the order.
    Products {
        /// Which.
        products: BTreeSet<ProductId>,
    },
    /// The article that is dearest beside a list of prices.
    AboveList {
        /// Which.
        product: ProductId,
        /// By how many percent, rounded to hundredths; below zero where it is cheaper.
        percent: Decimal,
    },
    /// What only a read model knows; whether the condition holds says what it said.
    Seen {
        /// How far it had come.
        as_of: Position,
    },
}

/// What one condition of a rule found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The place of the condition in the rule, from 1.
    pub condition: u16,
    /// Whether it holds.
    pub holds: Holds,
    /// What it looked at; nothing when it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<Figure>,
}

/// What one rule found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleFinding {
    /// The rule.
    pub rule: RuleId,
    /// Whether it is about orders of this requester.
    pub applies: bool,
    /// Whether it matches: it is about the requester, and none of its conditions fails.
    pub matched: bool,
    /// What its conditions found, in their order.
    pub findings: Vec<Finding>,
}

/// What each rule of a policy finds in an order, in the order of the rules.
pub fn explain(policy: &Policy, order: &OrderFacts, requester: &Requester) -> Vec<RuleFinding> {
    policy.rules.iter().map(|rule| rule.finding(order, requester)).collect()
}

impl Rule {
    /// What the rule finds in an order.
    pub(super) fn finding(&self, order: &OrderFacts, requester: &Requester) -> RuleFinding {
        let finding = |(condition, place): (&super::Condition, u16)| Finding {
            condition: place,
            holds: condition.finds(order),
            figure: condition.figure(order),
        };
        let findings: Vec<_> = self.conditions.iter().zip(1..).map(finding).collect();
        let applies = self.applies_to.include(requester);
        let matched = applies && findings.iter().all(|finding| self.is_met(finding.holds));
        RuleFinding { rule: self.id, applies, matched, findings }
    }
}

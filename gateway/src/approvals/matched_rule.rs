//! Why an approval was asked for: the rules that matched, as they were then, and what their
//! conditions found.

use async_graphql::{Context, Object, Result};
use domain::approvals::policy::{Figure, Finding, Rule, RuleFinding, RuleId, Wording};
use domain::vocabulary::{CategoryId, OrganizationId, ProductId};
use projections::approvals::CaseRow;
use rust_decimal::Decimal;

use super::policy::finding::HoldsWord;
use crate::graphql::global_id::GlobalId;
use crate::graphql::money::MoneyValue;
use crate::graphql::position::PositionScalar;
use crate::graphql::related::{RulesOf, TextOf, related};
use crate::graphql::standpoint::Standpoint;
use crate::visitor::Visitor;

/// A rule that asked for an approval, seen from somewhere.
pub struct MatchedRule {
    finding: RuleFinding,
    organization: OrganizationId,
    policy_version: u32,
    standpoint: Standpoint,
}

/// The rules by which a case was opened.
pub fn matched_rules(row: &CaseRow, standpoint: Standpoint) -> Vec<MatchedRule> {
    let Some(opening) = row.opening() else { return Vec::new() };
    let nothing_told =
        |rule: &RuleId| RuleFinding { rule: *rule, matched: true, applies: true, findings: Vec::new() };
    let told = |rule: &RuleId| opening.because.iter().find(|finding| finding.rule == *rule).cloned();
    let rule = |rule: &RuleId| MatchedRule {
        finding: told(rule).unwrap_or_else(|| nothing_told(rule)),
        organization: row.organization,
        policy_version: opening.policy_version,
        standpoint,
    };
    opening.rules.iter().map(rule).collect()
}

/// A rule that asked for an approval, as it was then.
#[Object(name = "ApprovalReason")]
impl MatchedRule {
    /// The number of the rule in its policy.
    async fn rule(&self) -> u16 {
        self.finding.rule.0
    }

    /// What the rule was called; null when its name was erased.
    async fn name(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match self.stored(ctx).await?.map(|rule| rule.name) {
            Some(Wording::Standard { phrase }) => {
                Ok(Some(phrase.in_language(Visitor::of(ctx)?.language).to_owned()))
            }
            Some(Wording::Written { text }) => related(ctx, TextOf(self.standpoint, text.id)).await,
            None => Ok(None),
        }
    }

    /// What each of its conditions found. A rule without conditions is about every order.
    async fn findings(&self) -> Vec<ConditionFinding> {
        self.finding.findings.iter().cloned().map(ConditionFinding).collect()
    }
}

impl MatchedRule {
    async fn stored(&self, ctx: &Context<'_>) -> Result<Option<Rule>> {
        let key = RulesOf(self.standpoint, self.organization, self.policy_version);
        let rules = related(ctx, key).await?.unwrap_or_default();
        Ok(rules.iter().find(|rule| rule.id == self.finding.rule).cloned())
    }
}

/// What a condition of a rule found.
pub struct ConditionFinding(Finding);

/// What a condition of a rule found, as it was.
#[Object(name = "ApprovalReasonFinding")]
impl ConditionFinding {
    /// Which condition of the rule, from 1.
    async fn condition(&self) -> u16 {
        self.0.condition
    }

    /// Whether it held.
    async fn holds(&self) -> HoldsWord {
        self.0.holds.into()
    }

    /// The amount that it looked at; null when it looked at none.
    async fn amount(&self) -> Option<MoneyValue> {
        match &self.0.figure {
            Some(Figure::Money { money, .. }) => Some((*money).into()),
            _ => None,
        }
    }

    /// The number of lines or articles that it looked at; null when it looked at none.
    async fn count(&self) -> Option<u32> {
        match &self.0.figure {
            Some(Figure::Count { count }) => Some(*count),
            _ => None,
        }
    }

    /// The ids of the categories of the rule that were in the order.
    async fn category_ids(&self) -> Vec<GlobalId<CategoryId>> {
        match &self.0.figure {
            Some(Figure::Categories { categories }) => categories.iter().copied().map(GlobalId).collect(),
            _ => Vec::new(),
        }
    }

    /// The ids of the products of the rule that were in the order, or of the one that was
    /// dearest beside the list.
    async fn product_ids(&self) -> Vec<GlobalId<ProductId>> {
        match &self.0.figure {
            Some(Figure::Products { products }) => products.iter().copied().map(GlobalId).collect(),
            Some(Figure::AboveList { product, .. }) => vec![GlobalId(*product)],
            _ => Vec::new(),
        }
    }

    /// By how many percent a price was above the list; null when it looked at no prices.
    async fn percent(&self) -> Option<Decimal> {
        match &self.0.figure {
            Some(Figure::AboveList { percent, .. }) => Some(*percent),
            _ => None,
        }
    }

    /// How far the read table had come that it asked; null when it asked none.
    async fn as_of(&self) -> Option<PositionScalar> {
        match &self.0.figure {
            Some(Figure::Seen { as_of }) => Some(PositionScalar(*as_of)),
            Some(Figure::Money { as_of, .. }) => as_of.map(PositionScalar),
            _ => None,
        }
    }
}

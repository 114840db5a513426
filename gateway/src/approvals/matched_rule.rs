//! Why an approval was asked for: the rules that matched, as they were then, and what their
//! conditions found.

use async_graphql::{Context, Object, Result, SimpleObject};
use domain::approvals::policy::{Finding, Rule, RuleFinding, RuleId, Wording, beyond_budget};
use domain::vocabulary::OrganizationId;
use projections::approvals::CaseRow;

use super::policy::finding::ConditionFound;
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
    /// The number of the rule in its policy; 0 when no rule but a budget asked for the approval.
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
    async fn findings(&self) -> Vec<ApprovalReasonFinding> {
        self.finding.findings.iter().map(ApprovalReasonFinding::from).collect()
    }
}

impl MatchedRule {
    async fn stored(&self, ctx: &Context<'_>) -> Result<Option<Rule>> {
        let key = RulesOf(self.standpoint, self.organization, self.policy_version);
        let rules = related(ctx, key).await?.unwrap_or_default();
        let of_policy = rules.iter().find(|rule| rule.id == self.finding.rule).cloned();
        Ok(of_policy.or_else(|| (self.finding.rule == RuleId::BEYOND_BUDGET).then(beyond_budget)))
    }
}

/// What a condition of a rule found, as it was.
#[derive(SimpleObject)]
pub struct ApprovalReasonFinding {
    /// Which condition of the rule, from 1.
    condition: u16,
    #[graphql(flatten)]
    found: ConditionFound,
}

impl From<&Finding> for ApprovalReasonFinding {
    fn from(finding: &Finding) -> Self {
        Self { condition: finding.condition, found: finding.into() }
    }
}

//! What a policy says about an order.

use super::beyond_budget::beyond_budget;
use super::error::RouteError;
use super::facts::OrderFacts;
use super::route::route;
use super::rule::{Effect, Rule};
use super::state::Policy;
use super::verdict::{Candidate, NotRequiredReason, Requester, Verdict};

/// What a policy says about an order of a person, given the members who might decide.
///
/// It is a question: nothing happens, and the same input always gives the same verdict.
/// The `members` may be all of the organization, or only those with a role that decides.
///
/// Where no rule asks for an approval, also where one lets the order pass, a budget that the
/// order goes beyond may ask for it.
pub fn evaluate(
    policy: &Policy,
    order: &OrderFacts,
    requester: &Requester,
    members: &[Candidate],
) -> Result<Verdict, RouteError> {
    let matched: Vec<&Rule> = policy.rules.iter().filter(|rule| rule.matches(requester, order)).collect();
    let policy_version = policy.version;
    let bypass = matched.iter().find(|rule| rule.effect == Effect::Bypass);
    if order.budget_needs_approval() && (bypass.is_some() || matched.is_empty()) {
        return route(policy_version, &[&beyond_budget()], order, requester, members).map(Verdict::Required);
    }
    if let Some(rule) = bypass {
        let why = NotRequiredReason::Bypassed { rule: rule.id };
        return Ok(Verdict::NotRequired { policy_version, why });
    }
    let denial = matched.iter().find_map(|rule| match &rule.effect {
        Effect::Deny { message } => Some(Verdict::Denied { rule: rule.id, message: message.clone() }),
        Effect::Bypass | Effect::Require { .. } => None,
    });
    if let Some(denied) = denial {
        return Ok(denied);
    }
    if matched.is_empty() {
        return Ok(Verdict::NotRequired { policy_version, why: NotRequiredReason::NoRuleMatched });
    }
    route(policy_version, &matched, order, requester, members).map(Verdict::Required)
}

//! Rules that keep orders away from another rule: whenever that one matches, they do.

use super::crowd::Submitter;
use crate::approvals::policy::able::Roles;
use crate::approvals::policy::condition::{Comparison, Condition};
use crate::approvals::policy::rule::{Effect, Requesters, Rule};

/// Whether a rule may be about an order that somebody submits. The cost centres of an order
/// are whatever its author chose.
pub(super) fn may_apply(rule: &Rule, submitter: &Submitter) -> bool {
    match &rule.applies_to {
        Requesters::Anybody => true,
        Requesters::Listed { cost_centres, .. } => !cost_centres.is_empty() || names(rule, submitter),
    }
}

/// Whether a rule names somebody by role or in person.
fn names(rule: &Rule, submitter: &Submitter) -> bool {
    match &rule.applies_to {
        Requesters::Anybody => true,
        Requesters::Listed { roles, members, .. } => {
            Roles::of(roles.iter().copied()).meet(submitter.roles)
                || submitter.person.is_some_and(|person| members.contains(&person))
        }
    }
}

/// Whether a stronger rule is certain to match whatever a rule matches of somebody's orders.
pub(super) fn shields(stronger: &Rule, rule: &Rule, submitter: &Submitter) -> bool {
    let certain = match stronger.effect {
        Effect::Require { .. } => return false,
        Effect::Bypass => is_never_unknown,
        Effect::Deny { .. } => |_: &Condition| true,
    };
    let implied =
        |weaker: &Condition| certain(weaker) && rule.conditions.iter().any(|given| implies(given, weaker));
    applies_too(stronger, rule, submitter) && stronger.conditions.iter().all(implied)
}

fn applies_too(stronger: &Rule, rule: &Rule, submitter: &Submitter) -> bool {
    if names(stronger, submitter) {
        return true;
    }
    match (&stronger.applies_to, &rule.applies_to) {
        (Requesters::Listed { cost_centres: wide, .. }, Requesters::Listed { cost_centres: narrow, .. }) => {
            !names(rule, submitter) && !narrow.is_empty() && narrow.is_subset(wide)
        }
        _ => false,
    }
}

/// Whether everybody can always tell whether a condition holds.
fn is_never_unknown(condition: &Condition) -> bool {
    matches!(
        condition,
        Condition::LineCount { .. } | Condition::ArticleCount { .. } | Condition::AnyLineOfArticle { .. }
    )
}

/// Whether an order that matches one condition is certain to match another.
fn implies(given: &Condition, weaker: &Condition) -> bool {
    use Condition::{
        AnyLineAboveList, AnyLineOfArticle, AnyLineOfCategory, ArticleCount, DeliveryCost, LineCount,
        OrderTotal, SpendOfMember,
    };
    match (given, weaker) {
        (
            OrderTotal { comparison, amount, vat },
            OrderTotal { comparison: weaker, amount: less, vat: same },
        ) => {
            vat == same
                && amount.currency == less.currency
                && above((*comparison, amount.amount), (*weaker, less.amount))
        }
        (DeliveryCost { comparison, amount }, DeliveryCost { comparison: weaker, amount: less }) => {
            amount.currency == less.currency && above((*comparison, amount.amount), (*weaker, less.amount))
        }
        (
            SpendOfMember { comparison, amount, period },
            SpendOfMember { comparison: weaker, amount: less, period: same },
        ) => {
            period == same
                && amount.currency == less.currency
                && above((*comparison, amount.amount), (*weaker, less.amount))
        }
        (LineCount { comparison, count }, LineCount { comparison: weaker, count: less })
        | (ArticleCount { comparison, count }, ArticleCount { comparison: weaker, count: less }) => {
            above((*comparison, *count), (*weaker, *less))
        }
        (AnyLineOfCategory { categories }, AnyLineOfCategory { categories: more }) => {
            categories.is_subset(more)
        }
        (AnyLineOfArticle { products }, AnyLineOfArticle { products: more }) => products.is_subset(more),
        (AnyLineAboveList { price_type, percent }, AnyLineAboveList { price_type: same, percent: less }) => {
            price_type == same && percent >= less
        }
        _ => given == weaker,
    }
}

/// Whether every value on the matching side of one bound is on that of another.
fn above<T: PartialOrd + Copy>(given: (Comparison, T), weaker: (Comparison, T)) -> bool {
    given.1 > weaker.1
        || given.1 >= weaker.1 && (given.0 == Comparison::Above || weaker.0 == Comparison::AtLeast)
}

//! Whether a condition holds, without a figure: nothing is allocated here, because every
//! condition of every rule is asked at each submission.

use rust_decimal::Decimal;

use super::{BudgetState, Comparison, Condition, CreditState, Vat};
use crate::accounts::exposure::CreditOutcome;
use crate::approvals::policy::facts::{OrderCredit, OrderFacts};
use crate::approvals::policy::finding::Holds;
use crate::journal::Known;
use crate::vocabulary::{Money, Percent, PriceTypeId};

impl Condition {
    /// Whether the condition holds for an order.
    pub fn finds(&self, order: &OrderFacts) -> Holds {
        match self {
            Self::OrderTotal { comparison, amount, vat } => {
                money(*comparison, Some(total(order, *vat)), *amount)
            }
            Self::DeliveryCost { comparison, amount } => money(*comparison, order.delivery_cost, *amount),
            Self::LineCount { comparison, count } => comparison.holds(order.line_count, *count).into(),
            Self::ArticleCount { comparison, count } => comparison.holds(articles(order), *count).into(),
            Self::AnyLineOfCategory { categories } => match categories.is_disjoint(&order.categories) {
                false => Holds::Holds,
                true if order.uncategorized => Holds::Unknown,
                true => Holds::DoesNot,
            },
            Self::AnyLineOfArticle { products } => (!products.is_disjoint(&order.products)).into(),
            Self::AnyLineAboveList { price_type, percent } => above_list(order, *price_type, *percent),
            Self::FirstOrderOfMember => known(order.first_order),
            Self::NewDeliveryAddress => known(order.new_address),
            Self::SpendOfMember { comparison, amount, period } => {
                money(*comparison, order.spent_with_this(*period, amount.currency).value(), *amount)
            }
            Self::Budget { state } => budget(order, *state),
            Self::Credit { state } => {
                order.credit.as_ref().map_or(Holds::Unknown, |it| credit(*state, order, it))
            }
        }
    }
}

/// The total of an order, with VAT or without.
pub(super) const fn total(order: &OrderFacts, vat: Vat) -> Money {
    match vat {
        Vat::Included => order.total_with_vat,
        Vat::Excluded => order.total_without_vat,
    }
}

/// The number of different articles.
pub(super) fn articles(order: &OrderFacts) -> u32 {
    u32::try_from(order.products.len()).unwrap_or(u32::MAX)
}

fn money(comparison: Comparison, value: Option<Money>, bound: Money) -> Holds {
    match value {
        Some(value) if value.currency == bound.currency => {
            comparison.holds(value.amount, bound.amount).into()
        }
        _ => Holds::Unknown,
    }
}

fn budget(order: &OrderFacts, state: BudgetState) -> Holds {
    let Some(budgets) = &order.budgets else { return Holds::Unknown };
    let found = budgets.iter().any(|touch| match state {
        BudgetState::WouldExceed => touch.exceeds(),
        BudgetState::WouldUse { percent } => touch.uses_more_than(percent.number()),
    });
    found.into()
}

/// What credit asks an approval for matches as well as what exceeds its limit. What nobody is
/// sure of is not known, unless what is certain exceeds it already.
fn credit(state: CreditState, order: &OrderFacts, credit: &OrderCredit) -> Holds {
    match state {
        CreditState::WouldExceed if credit.decision.exceeds() => Holds::Holds,
        CreditState::WouldExceed if !credit.decision.is_certain() => Holds::Unknown,
        CreditState::WouldExceed => (credit.decision.outcome >= CreditOutcome::NeedsApproval).into(),
        CreditState::HasOverdue { at_least, .. } if at_least.currency != order.total_with_vat.currency => {
            Holds::Unknown
        }
        CreditState::HasOverdue { days, at_least } => match credit.overdue_for(days).value() {
            Some(overdue) => (overdue > Decimal::ZERO && overdue >= at_least.amount).into(),
            None => Holds::Unknown,
        },
    }
}

fn known(fact: Known<bool>) -> Holds {
    fact.value().map_or(Holds::Unknown, Holds::from)
}

/// One line that is certainly too dear outweighs others of which nobody can tell. Lines
/// whose prices nobody looked up cannot be told either.
fn above_list(order: &OrderFacts, list: PriceTypeId, percent: Percent) -> Holds {
    let all_known = order.prices.len() >= order.products.len();
    let mut found = if all_known { Holds::DoesNot } else { Holds::Unknown };
    for line in &order.prices {
        match line.above(list) {
            Some(above) if above > percent.number() => return Holds::Holds,
            Some(_) => {}
            None => found = Holds::Unknown,
        }
    }
    found
}

//! How credit judges an order: a pure function of the exposure, the order and what is known.

use rust_decimal::Decimal;

use super::decision::{CreditAsked, CreditDecision, CreditFacts, CreditReason};
use super::limit::LimitNow;
use super::receivables::Receivables;
use super::state::Exposure;
use super::terms::CreditOutcome;
use crate::journal::Known;
use crate::vocabulary::OrderId;

/// A reason, what follows from it, and what payment would take it away.
type Found = (CreditOutcome, CreditReason, Option<Decimal>);

impl Exposure {
    /// What is available: limit − open − Σ hold left + advances; nothing without a limit.
    pub fn available(&self, facts: &CreditFacts) -> Option<Decimal> {
        let unknown = Receivables::unknown(facts.now);
        self.available_but_for(None, facts, known(facts, &unknown))
    }

    /// What the organization uses of its credit beside what is open: Σ hold left.
    pub fn held(&self, receivables: &Receivables) -> Decimal {
        self.held_but_for(None, receivables)
    }

    /// What credit says about an order.
    pub fn decision(&self, asked: &CreditAsked, facts: &CreditFacts) -> CreditDecision {
        let unknown = Receivables::unknown(facts.now);
        let receivables = known(facts, &unknown);
        let invoiced = asked.order.map(|order| receivables.invoiced(order)).unwrap_or_default();
        let amount = left(asked.payment.credit_part(asked.total), invoiced);
        let before = self.available_but_for(asked.order, facts, receivables);
        let after = before.map(|before| before - amount);
        let mut found = Vec::new();
        // What is not on credit passes, whatever is owed.
        if amount > Decimal::ZERO {
            found.extend(self.over_the_limit(after, facts));
            found.extend(self.overdue(facts, receivables));
            found.extend(self.doubt(facts));
        }
        found.sort_by_key(|(outcome, ..)| std::cmp::Reverse(*outcome));
        let decision = CreditDecision {
            outcome: found.first().map(|(outcome, ..)| *outcome).unwrap_or_default(),
            amount,
            limit: self.limit(facts.now).amount(),
            before,
            after,
            frees: frees(&found),
            reasons: found.into_iter().map(|(_, reason, _)| reason).collect(),
            as_of: facts.receivables.as_of().map(|_| receivables.as_of),
            position: facts.receivables.as_of(),
        };
        if self.is_excepted(asked.order, amount, facts) { excepted(decision) } else { decision }
    }

    fn available_but_for(
        &self,
        order: Option<OrderId>,
        facts: &CreditFacts,
        receivables: &Receivables,
    ) -> Option<Decimal> {
        let limit = self.limit(facts.now).amount()?;
        let held = self.held_but_for(order, receivables);
        Some(limit - receivables.open - held + receivables.advances)
    }

    fn held_but_for(&self, order: Option<OrderId>, receivables: &Receivables) -> Decimal {
        let others = self.holds().iter().filter(|(held, _)| Some(**held) != order);
        others.map(|(held, hold)| left(hold.amount, receivables.invoiced(*held))).sum()
    }

    fn over_the_limit(&self, after: Option<Decimal>, facts: &CreditFacts) -> Option<Found> {
        let by = -after.filter(|after| *after < Decimal::ZERO)?;
        let reason = match self.limit(facts.now) {
            LimitNow::RanOut => CreditReason::LimitRanOut { by },
            LimitNow::Of(_) | LimitNow::Unlimited => CreditReason::LimitExceeded { by },
        };
        Some((self.terms().exceeded, reason, Some(by)))
    }

    fn overdue(&self, facts: &CreditFacts, receivables: &Receivables) -> Option<Found> {
        let terms = self.terms().overdue?;
        let amount = receivables.overdue_for(terms.days, facts.today);
        let reason = CreditReason::Overdue { amount, days: terms.days };
        (amount > terms.floor).then(|| (terms.then, reason, Some(amount - terms.floor)))
    }

    /// Where a figure would decide, one that nobody can rely on never says that all is well.
    fn doubt(&self, facts: &CreditFacts) -> Option<Found> {
        let is_judged = self.limit(facts.now) != LimitNow::Unlimited || self.terms().overdue.is_some();
        let reason = match &facts.receivables {
            Known::Unknown => CreditReason::Unknown,
            Known::Read { value, .. } if value.is_older_than(self.terms().stale.hours, facts.now) => {
                CreditReason::Stale { last_exchange: value.last_exchange }
            }
            Known::Read { .. } => return None,
        };
        is_judged.then(|| (self.terms().stale.then, reason, None))
    }

    fn is_excepted(&self, order: Option<OrderId>, amount: Decimal, facts: &CreditFacts) -> bool {
        let exception = order.and_then(|order| self.exceptions().get(&order));
        exception.is_some_and(|it| amount <= it.amount && it.until.is_none_or(|until| facts.now < until))
    }
}

/// What of a hold no invoice has replaced yet.
pub(super) fn left(hold: Decimal, invoiced: Decimal) -> Decimal {
    (hold - invoiced).max(Decimal::ZERO)
}

const fn known<'a>(facts: &'a CreditFacts, unknown: &'a Receivables) -> &'a Receivables {
    match &facts.receivables {
        Known::Read { value, .. } => value,
        Known::Unknown => unknown,
    }
}

/// A payment lowers what is open, the oldest debts first, so the largest of what is missing
/// is enough. What only warns needs no payment.
fn frees(found: &[Found]) -> Option<Decimal> {
    let stops = found.iter().filter(|(outcome, ..)| *outcome > CreditOutcome::Warn);
    stops.filter_map(|(_, _, frees)| *frees).max()
}

fn excepted(decision: CreditDecision) -> CreditDecision {
    if decision.outcome <= CreditOutcome::Warn {
        return decision;
    }
    let mut reasons = decision.reasons;
    reasons.insert(0, CreditReason::Excepted);
    CreditDecision { outcome: CreditOutcome::Warn, frees: None, reasons, ..decision }
}

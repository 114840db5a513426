//! Submission: every line quoted anew, then frozen.

use std::collections::BTreeMap;

use super::editing::priced;
use super::{Decision, Existing};
use crate::ordering::order::command::ApprovalDemand;
use crate::ordering::order::contract::ContractTerms;
use crate::ordering::order::error::OrderError;
use crate::ordering::order::event::OrderEvent;
use crate::ordering::order::line::Line;
use crate::ordering::order::number::OrderNumber;
use crate::ordering::order::revision::revision_of;
use crate::ordering::order::state::Order;
use crate::ordering::pricing::{Offer, Totals};
use crate::vocabulary::{Money, ProductId, Revision};

/// What an order would freeze if it were submitted now.
///
/// The policy is asked about exactly this before the submission, so that the case and the
/// order speak of the same revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The lines at the prices of now.
    pub lines: Vec<Line>,
    /// What they cost.
    pub totals: Totals,
    /// The digest of what is to be approved.
    pub revision: Revision,
    /// Which submission it would be, from 1.
    pub round: u32,
}

impl Order {
    /// What would be frozen if the order were submitted with these offers.
    pub fn submission(&self, offers: &BTreeMap<ProductId, Offer>) -> Result<Submission, OrderError> {
        let contract = self.contract().ok_or(OrderError::Unknown)?;
        if self.lines().is_empty() {
            return Err(OrderError::Empty);
        }
        let requote = |line| quoted_anew(contract, line, offers);
        let lines = self.lines().iter().map(requote).collect::<Result<Vec<_>, _>>()?;
        let totals = Line::totals(contract.currency, &lines)?;
        let revision = revision_of(contract, &lines, &totals);
        Ok(Submission { lines, totals, revision, round: self.round() + 1 })
    }
}

fn quoted_anew(
    contract: &ContractTerms,
    line: &Line,
    offers: &BTreeMap<ProductId, Offer>,
) -> Result<Line, OrderError> {
    match offers.get(&line.goods.product) {
        Some(Offer::Priced(quote)) => priced(contract, line.goods.clone(), line.quantity, quote.clone()),
        Some(Offer::Unpriced) => Err(OrderError::LineUnpriced { goods: line.goods.to_string() }),
        Some(Offer::Withdrawn) | None => Err(OrderError::LineWithdrawn { goods: line.goods.to_string() }),
    }
}

pub(super) fn submit(
    Existing { order, .. }: &Existing,
    number: OrderNumber,
    offers: &BTreeMap<ProductId, Offer>,
    seen_total: Option<Money>,
    approval: ApprovalDemand,
) -> Decision {
    let Submission { lines, totals, revision, round } = order.submission(offers)?;
    as_seen(seen_total, totals.sum.gross())?;
    let number = order.number().cloned().unwrap_or(number);
    let submitted = |case| OrderEvent::Submitted { number, round, lines, totals, revision, case };
    Ok(match approval {
        ApprovalDemand::Required { case } => vec![submitted(Some(case))],
        ApprovalDemand::NotRequired { policy_version, why } => vec![
            submitted(None),
            OrderEvent::ApprovalNotRequired { policy_version, why },
            OrderEvent::Approved { revision, case: None },
        ],
    })
}

fn as_seen(seen: Option<Money>, now: Money) -> Result<(), OrderError> {
    match seen {
        Some(seen) if seen != now => Err(OrderError::TotalChanged { seen, now }),
        _ => Ok(()),
    }
}

//! Submission: every line quoted anew, then frozen.

use std::collections::BTreeMap;

use super::editing::priced;
use super::{Decision, Existing};
use crate::ordering::order::command::{ApprovalDemand, Offered};
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
    /// The lines with the names, units and prices of now.
    pub lines: Vec<Line>,
    /// What they cost.
    pub totals: Totals,
    /// The digest of what is to be approved.
    pub revision: Revision,
    /// Which submission it would be, from 1.
    pub round: u32,
}

impl Order {
    /// What would be frozen if the order were submitted under these terms of its contract
    /// with these offers.
    pub fn submission(
        &self,
        contract: &ContractTerms,
        offers: &BTreeMap<ProductId, Offered>,
    ) -> Result<Submission, OrderError> {
        if self.contract().ok_or(OrderError::Unknown)?.contract != contract.contract {
            return Err(OrderError::ContractDiffers);
        }
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

/// A line as it is now. Goods that left the catalogue are called what they were called.
fn quoted_anew(
    contract: &ContractTerms,
    line: &Line,
    offers: &BTreeMap<ProductId, Offered>,
) -> Result<Line, OrderError> {
    let Some(Offered { goods, offer }) = offers.get(&line.goods.product) else {
        return Err(OrderError::LineWithdrawn { goods: line.goods.to_string() });
    };
    match offer {
        Offer::Priced(quote) => priced(contract, goods.clone(), line.quantity, quote.clone()),
        Offer::Unpriced => Err(OrderError::LineUnpriced { goods: goods.to_string() }),
        Offer::Withdrawn => Err(OrderError::LineWithdrawn { goods: goods.to_string() }),
    }
}

pub(super) fn submit(
    Existing { order, .. }: &Existing,
    number: OrderNumber,
    contract: Box<ContractTerms>,
    Submission { lines, totals, revision, round }: Submission,
    seen_total: Option<Money>,
    approval: ApprovalDemand,
) -> Decision {
    as_seen(seen_total, totals.sum.gross())?;
    let number = order.number().cloned().unwrap_or(number);
    let submitted = |case| OrderEvent::Submitted { number, round, contract, lines, totals, revision, case };
    Ok(match approval {
        ApprovalDemand::Required { case } => vec![submitted(Some(case))],
        ApprovalDemand::NotRequired { policy_version, why } => vec![
            submitted(None),
            OrderEvent::ApprovalNotRequired { policy_version, why },
            OrderEvent::Approved { revision, case: None, forced: false },
        ],
    })
}

fn as_seen(seen: Option<Money>, now: Money) -> Result<(), OrderError> {
    match seen {
        Some(seen) if seen != now => Err(OrderError::TotalChanged { seen, now }),
        _ => Ok(()),
    }
}

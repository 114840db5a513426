//! Submission: every line and the delivery quoted anew, then frozen.

use std::collections::BTreeMap;

use super::Existing;
use super::editing::priced;
use crate::ordering::order::command::{ApprovalDemand, Offered};
use crate::ordering::order::contract::ContractTerms;
use crate::ordering::order::delivery::{Delivery, DeliveryTariff};
use crate::ordering::order::difference::{Difference, difference};
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
    /// The delivery at its cost of now, if one is chosen.
    pub delivery: Option<Delivery>,
    /// What all of it costs.
    pub totals: Totals,
    /// What differs from the prices of the draft, if anything does.
    pub repriced: Option<Difference>,
    /// The digest of what is to be approved.
    pub revision: Revision,
    /// Which submission it would be, from 1.
    pub round: u32,
}

impl Order {
    /// What would be frozen if the order were submitted under these terms of its contract
    /// with these offers, and with the way of delivery as it is offered now.
    pub fn submission(
        &self,
        contract: &ContractTerms,
        offers: &BTreeMap<ProductId, Offered>,
        tariff: Option<&DeliveryTariff>,
    ) -> Result<Submission, OrderError> {
        let before = self.content().ok_or(OrderError::Unknown)?;
        if self.contract().ok_or(OrderError::Unknown)?.contract != contract.contract {
            return Err(OrderError::ContractDiffers);
        }
        if self.lines().is_empty() {
            return Err(OrderError::Empty);
        }
        let requote = |line| quoted_anew(contract, line, offers);
        let lines = self.lines().iter().map(requote).collect::<Result<Vec<_>, _>>()?;
        let chosen = self.delivery().map(|chosen| delivered_anew(contract, chosen, tariff, &lines));
        let delivery = chosen.transpose()?;
        let totals = Line::totals_with(contract.currency, &lines, delivery.as_ref())?;
        let now = before.with(&lines, delivery.as_ref(), totals.sum.gross());
        let repriced = Some(difference(&before, &now)).filter(|difference| !difference.is_empty());
        let revision = revision_of(contract, &now, &totals);
        Ok(Submission { lines, delivery, totals, repriced, revision, round: self.round() + 1 })
    }
}

impl Submission {
    /// Refuses prices that the submitter did not accept.
    ///
    /// Whoever names a total accepts exactly that one. Whoever names none accepts the
    /// prices of the draft and no others.
    pub fn accepted(&self, accepted: Option<Money>) -> Result<(), OrderError> {
        let now = self.totals.sum.gross();
        match (accepted, &self.repriced) {
            (Some(accepted), _) if accepted == now => Ok(()),
            (None, None) => Ok(()),
            (_, Some(repriced)) => Err(OrderError::Repriced(Box::new(repriced.clone()))),
            (Some(accepted), None) => Err(OrderError::TotalChanged { accepted, now }),
        }
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
        Offer::Priced(quote) => {
            let now = priced(contract, goods.clone(), line.quantity, quote.clone())?;
            Ok(now.with_details_of(line))
        }
        Offer::Unpriced => Err(OrderError::LineUnpriced { goods: goods.to_string() }),
        Offer::Withdrawn => Err(OrderError::LineWithdrawn { goods: goods.to_string() }),
    }
}

fn delivered_anew(
    contract: &ContractTerms,
    chosen: &Delivery,
    tariff: Option<&DeliveryTariff>,
    lines: &[Line],
) -> Result<Delivery, OrderError> {
    match tariff.filter(|tariff| tariff.way == chosen.tariff.way) {
        Some(tariff) => Delivery::of(tariff.clone(), chosen.address, contract.currency, lines),
        None => Err(OrderError::DeliveryWithdrawn { way: chosen.tariff.name.clone() }),
    }
}

pub(super) fn submit(
    Existing { order, .. }: &Existing,
    number: OrderNumber,
    contract: Box<ContractTerms>,
    Submission { lines, delivery, totals, repriced, revision, round }: Submission,
    approval: ApprovalDemand,
) -> Vec<OrderEvent> {
    let submitted = |case| OrderEvent::Submitted {
        number: order.number().cloned().unwrap_or(number),
        round,
        contract,
        lines,
        totals,
        delivery: delivery.map(Box::new),
        cost_centre: order.cost_centre(),
        repriced: repriced.map(Box::new),
        revision,
        case,
    };
    match approval {
        ApprovalDemand::Required { case } => vec![submitted(Some(case))],
        ApprovalDemand::NotRequired { policy_version, why } => vec![
            submitted(None),
            OrderEvent::ApprovalNotRequired { policy_version, why },
            OrderEvent::Approved { revision, case: None, forced: false },
        ],
    }
}

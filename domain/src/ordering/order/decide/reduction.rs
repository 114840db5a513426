//! An approval that takes something away: smaller quantities and dropped lines, never more.

use super::editing::priced;
use super::{Decision, Existing};
use crate::approvals::LineCut;
use crate::ordering::order::contract::ContractTerms;
use crate::ordering::order::error::OrderError;
use crate::ordering::order::event::OrderEvent;
use crate::ordering::order::line::Line;
use crate::ordering::order::state::Order;
use crate::ordering::pricing::Totals;
use crate::vocabulary::{CaseId, Revision};

/// What would be left of an order if it were cut.
///
/// The case is told the revision before the order is reduced, so that both speak of the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reduction {
    /// The lines that are left.
    pub lines: Vec<Line>,
    /// What they cost.
    pub totals: Totals,
    /// The digest of what is left.
    pub revision: Revision,
}

impl Order {
    /// What would be left if the cuts were made. They only take away, never all of it.
    pub fn reduction(&self, cuts: &[LineCut]) -> Result<Reduction, OrderError> {
        let contract = self.contract().ok_or(OrderError::Unknown)?;
        for (place, cut) in cuts.iter().enumerate() {
            let line = self.line(cut.product).ok_or(OrderError::LineUnknown(cut.product))?;
            if cuts[..place].iter().any(|earlier| earlier.product == cut.product) {
                return Err(OrderError::LineDuplicate { goods: line.goods.to_string() });
            }
        }
        let mut lines = Vec::new();
        for line in self.lines() {
            match cuts.iter().find(|cut| cut.product == line.goods.product) {
                None => lines.push(line.clone()),
                Some(cut) => lines.extend(cut_line(contract, line, cut)?),
            }
        }
        if lines.is_empty() {
            return Err(OrderError::NothingLeft);
        }
        let totals = self.totals_with(&lines)?;
        let revision = self.revision_with(&lines)?;
        Ok(Reduction { lines, totals, revision })
    }
}

/// The rest of a line, at the price that it has; nothing of it when it is dropped.
fn cut_line(contract: &ContractTerms, line: &Line, cut: &LineCut) -> Result<Option<Line>, OrderError> {
    match cut.quantity {
        None => Ok(None),
        Some(quantity) if quantity < line.quantity => {
            let left = priced(contract, line.goods.clone(), quantity, line.quote.clone())?;
            Ok(Some(left.with_details_of(line)))
        }
        Some(_) => Err(OrderError::CutNotSmaller { goods: line.goods.to_string(), ordered: line.quantity }),
    }
}

pub(super) fn reduce(existing: &Existing, case: CaseId, revision: Revision, cuts: Vec<LineCut>) -> Decision {
    existing.is_current(case)?;
    if existing.order.revision() != Some(revision) {
        return Err(OrderError::StaleRevision);
    }
    if cuts.is_empty() {
        return Ok(Vec::new());
    }
    let Reduction { lines, totals, revision } = existing.order.reduction(&cuts)?;
    Ok(vec![OrderEvent::Reduced { case, cuts, lines, totals, revision }])
}

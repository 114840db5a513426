//! What becomes of a submission.

use std::collections::BTreeMap;

use super::{Decision, Existing};
use crate::ordering::order::error::OrderError;
use crate::ordering::order::event::OrderEvent;
use crate::vocabulary::{CaseId, ProductId, Revision, TextRef};

pub(super) fn withdraw(existing: &Existing) -> Decision {
    let case = existing.order.case().ok_or(OrderError::StaleCase)?;
    Ok(vec![OrderEvent::Withdrawn { case }])
}

pub(super) fn give_back(
    existing: &Existing,
    case: CaseId,
    comment: Option<TextRef>,
    line_comments: BTreeMap<ProductId, TextRef>,
) -> Decision {
    existing.is_current(case)?;
    match line_comments.keys().find(|product| existing.order.line(**product).is_none()) {
        Some(unknown) => Err(OrderError::LineUnknown(*unknown)),
        None => Ok(vec![OrderEvent::Returned { case, comment, line_comments }]),
    }
}

pub(super) fn reject(existing: &Existing, case: CaseId, reason: TextRef) -> Decision {
    existing.is_current(case)?;
    Ok(vec![OrderEvent::Rejected { case, reason }])
}

pub(super) fn approve(existing: &Existing, case: CaseId, revision: Revision, forced: bool) -> Decision {
    existing.is_current(case)?;
    if existing.order.revision() != Some(revision) {
        return Err(OrderError::StaleRevision);
    }
    Ok(vec![OrderEvent::Approved { revision, case: Some(case), forced }])
}

pub(super) fn confirm(existing: &Existing) -> Decision {
    let revision = existing.order.revision().ok_or(OrderError::StaleRevision)?;
    Ok(vec![OrderEvent::Confirmed { revision }])
}

impl Existing<'_> {
    pub(super) fn is_current(&self, case: CaseId) -> Result<(), OrderError> {
        if self.order.case() == Some(case) { Ok(()) } else { Err(OrderError::StaleCase) }
    }
}

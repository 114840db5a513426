//! Who may act in a case, and why another may not.

use std::collections::BTreeSet;

use super::error::CaseError;
use super::event::Decision;
use super::state::ApprovalCase;
use crate::approvals::policy::Group;
use crate::vocabulary::PersonId;

impl ApprovalCase {
    /// The stage that waits for decisions, from 1; none before the opening and after the end.
    pub fn current_stage(&self) -> Option<u16> {
        (self.opening().is_some() && self.outcome().is_none()).then(|| self.completed() + 1)
    }

    /// The groups of the stage that waits for decisions.
    pub fn current_groups(&self) -> &[Group] {
        let groups =
            self.current_stage().and_then(|stage| self.opening()?.stages.get(usize::from(stage) - 1));
        groups.map(Vec::as_slice).unwrap_or_default()
    }

    /// Those who approved in a stage.
    pub fn approvals(&self, stage: u16) -> BTreeSet<PersonId> {
        let approvals =
            self.decisions().iter().filter(|it| it.stage == stage && it.decision == Decision::Approve);
        approvals.map(|decision| decision.by).collect()
    }

    /// The people who may decide now: those of the current stage who have not decided in it.
    pub fn who_may_act(&self) -> BTreeSet<PersonId> {
        let people = self.current_groups().iter().flat_map(|group| group.people.iter().copied());
        people.filter(|person| self.why_not(*person).is_none()).collect()
    }

    /// Why a person may not decide now; nothing if the person may.
    ///
    /// Blocks and lost roles are not the case's to know: the access row says them.
    pub fn why_not(&self, person: PersonId) -> Option<CaseError> {
        let Some(opening) = self.opening() else { return Some(CaseError::NotOpened) };
        if let Some(outcome) = self.outcome() {
            return Some(CaseError::Closed(outcome));
        }
        if opening.forbids(person) {
            return Some(CaseError::OwnOrder);
        }
        if !self.current_groups().iter().any(|group| group.people.contains(&person)) {
            return Some(CaseError::NotAnApprover);
        }
        let decided = self.decisions().iter().any(|it| it.by == person && it.stage == self.completed() + 1);
        decided.then_some(CaseError::AlreadyDecided)
    }
}

impl ApprovalCase {
    /// Whether a group of the current stage cannot agree any more, given those who may still
    /// decide on orders. Who approved before counts, whatever became of them.
    pub(super) fn is_stuck(&self, group: &Group, able: &BTreeSet<PersonId>) -> bool {
        let approvals = self.approvals(self.completed() + 1);
        let may = |person: &PersonId| {
            able.contains(person) && self.opening().is_some_and(|opening| !opening.forbids(*person))
        };
        let counts = |person: &&PersonId| approvals.contains(*person) || may(person);
        group.people.iter().filter(counts).count() < usize::from(group.needed.get())
    }
}

/// Whether so many of a group agreed as it needs.
pub(super) fn agrees(group: &Group, approvals: &BTreeSet<PersonId>) -> bool {
    group.people.intersection(approvals).count() >= usize::from(group.needed.get())
}

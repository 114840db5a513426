//! What a person may do with a case now, asked of what carries it out.

use std::collections::BTreeSet;

use super::super::command::Acting;
use super::super::standing::Electorate;
use super::super::state::ApprovalCase;
use super::escalating::escalate;
use super::forcing::force;
use super::reassigning::reassign;
use super::reminding::remind;
use super::talking::{ask, has_question_for};
use crate::vocabulary::{PersonId, TextId, TextRef};

/// Something that somebody can do with a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CaseStep {
    /// Approve.
    Approve,
    /// Approve with smaller quantities or without some lines.
    Cut,
    /// Return for rework.
    Return,
    /// Reject for good.
    Reject,
    /// Ask those whose order it is.
    Ask,
    /// Answer a question.
    Answer,
    /// Give an approver's place to somebody else.
    Reassign,
    /// Let others decide as well.
    Escalate,
    /// Remind those who have not decided.
    Remind,
    /// Let the order pass without those who were asked.
    Force,
}

impl ApprovalCase {
    /// What somebody may do with the case now.
    pub fn steps(&self, by: &Acting, electorate: &Electorate) -> BTreeSet<CaseStep> {
        let Electorate { deciders, delegations, at } = electorate;
        let (person, nothing) = (by.person, || TextRef::to(TextId::default(), b"", ""));
        let standing = self.standing(person, electorate);
        let may_decide = standing.is_ok();
        let is_free = standing.is_ok_and(|standing| !standing.again);
        let open = [
            (CaseStep::Approve, may_decide),
            (CaseStep::Cut, is_free),
            (CaseStep::Return, is_free),
            (CaseStep::Reject, is_free),
            (CaseStep::Ask, ask(self, person, delegations, *at, nothing()).is_ok()),
            (CaseStep::Answer, has_question_for(self, person)),
            (CaseStep::Reassign, self.can_be_reassigned(by, electorate)),
            (CaseStep::Escalate, escalate(self, by, delegations, deciders, *at).is_ok()),
            (CaseStep::Remind, remind(self, by, *at).is_ok()),
            (CaseStep::Force, self.revision().is_some_and(|seen| force(self, by, nothing(), seen).is_ok())),
        ];
        open.into_iter().filter(|(_, is_open)| *is_open).map(|(step, _)| step).collect()
    }

    /// Whether there is a place that the person can give away, and somebody to take it. Places
    /// in the same groups have the same takers: each such set is looked through once.
    fn can_be_reassigned(&self, by: &Acting, electorate: &Electorate) -> bool {
        let places: BTreeSet<PersonId> = self.who_may_act();
        let own = |from: &&PersonId| by.is_administrator() || **from == by.person;
        let groups_of = |from: &PersonId| -> Vec<usize> {
            let groups = self.current_groups().iter().enumerate();
            groups.filter(|(_, group)| group.people.contains(from)).map(|(place, _)| place).collect()
        };
        let deciders = &electorate.deciders;
        let mut seen = BTreeSet::new();
        places.iter().filter(own).filter(|from| seen.insert(groups_of(from))).any(|from| {
            deciders.able.iter().any(|to| reassign(self, by, (*from, *to), None, deciders).is_ok())
        })
    }
}

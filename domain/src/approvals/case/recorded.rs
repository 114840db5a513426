//! What a case remembers of what was said in it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::event::Decision;
use super::voice::{LineCut, OnBehalf};
use crate::vocabulary::{PersonId, ProductId, Revision, TextRef};

/// A decision as the case remembers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedDecision {
    /// The stage, from 1.
    pub stage: u16,
    /// Who.
    pub by: PersonId,
    /// For whom, by delegation.
    pub on_behalf_of: Vec<OnBehalf>,
    /// What.
    pub decision: Decision,
    /// Why.
    pub comment: Option<TextRef>,
    /// Remarks on lines.
    pub line_comments: BTreeMap<ProductId, TextRef>,
    /// What it took away from the order.
    pub cuts: Vec<LineCut>,
    /// On which revision of the order, before the cuts.
    pub revision: Revision,
}

impl RecordedDecision {
    /// Whether it was said by a person or in that person's place.
    pub fn speaks_for(&self, person: PersonId) -> bool {
        self.by == person || self.on_behalf_of.iter().any(|it| it.person == person)
    }
}

/// A question of an approver to the people whose order it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its number in the case, from 1.
    pub number: u16,
    /// The stage in which it was asked, from 1.
    pub stage: u16,
    /// Who asked.
    pub by: PersonId,
    /// What.
    pub text: TextRef,
    /// Who answered what, once somebody did.
    pub answer: Option<Answer>,
}

/// An answer to a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Who answered.
    pub by: PersonId,
    /// What.
    pub text: TextRef,
}

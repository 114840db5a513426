//! What happened in a case.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use cqrs_es::DomainEvent;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantNames};

use super::due::Due;
use super::opening::Opening;
use super::voice::{LineCut, OnBehalf};
use crate::journal::JournalEvent;
use crate::vocabulary::{PersonId, ProductId, Revision, TextRef};

/// What an approver decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Display, EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Decision {
    /// The order may go on.
    Approve,
    /// The order has to be changed first.
    Return,
    /// The order must not be.
    Reject,
}

/// What happened in a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, strum::AsRefStr, VariantNames)]
pub enum CaseEvent {
    /// The round was opened; approvals of earlier rounds may count in it.
    Opened(Box<Opening>),
    /// The people of a stage were asked, and their time began.
    StageStarted {
        /// The stage, from 1.
        stage: u16,
        /// Who is asked: those of its groups who may decide and have not in an earlier round.
        asked: BTreeSet<PersonId>,
        /// When the groups with a deadline have to have decided.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        due: Vec<Due>,
    },
    /// An administrator joined those who were asked, because too few of them could decide
    /// any more.
    StoodIn {
        /// The stage, from 1.
        stage: u16,
        /// The place of the group in the stage, from 1.
        group: u16,
        /// Who.
        by: PersonId,
    },
    /// One of them decided, or somebody for them.
    Decided {
        /// The stage, from 1.
        stage: u16,
        /// Who.
        by: PersonId,
        /// For whom, by delegation. Whoever decides may be asked as well, or only for others.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        on_behalf_of: Vec<OnBehalf>,
        /// What.
        decision: Decision,
        /// Why.
        comment: Option<TextRef>,
        /// Remarks on lines, when the order is returned.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        line_comments: BTreeMap<ProductId, TextRef>,
        /// What the approval takes away from the order.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        cuts: Vec<LineCut>,
        /// On which revision of the order, before the cuts.
        revision: Revision,
    },
    /// The approval took something away from the order: later decisions are about the rest.
    Revised {
        /// The revision of the order from now on.
        revision: Revision,
    },
    /// All groups of a stage agreed.
    StageCompleted {
        /// The stage, from 1.
        stage: u16,
    },
    /// All stages agreed, or an administrator forced it.
    Granted {},
    /// An administrator let the order pass without those who were asked.
    Forced {
        /// Who.
        by: PersonId,
        /// Why.
        reason: TextRef,
    },
    /// The order went back for rework.
    Returned {},
    /// The order was rejected for good.
    Rejected {},
    /// The order was taken back before the end.
    Withdrawn {
        /// Who took it back.
        by: PersonId,
    },
    /// The order was cancelled before the end.
    Voided {},
    /// An approver asked the people whose order it is.
    QuestionAsked {
        /// The number of the question in the case, from 1.
        question: u16,
        /// Who asked.
        by: PersonId,
        /// What.
        text: TextRef,
    },
    /// One of them answered.
    QuestionAnswered {
        /// The number of the question.
        question: u16,
        /// Who answered.
        by: PersonId,
        /// What.
        text: TextRef,
    },
    /// An approver's place was given to somebody else.
    Reassigned {
        /// The stage, from 1.
        stage: u16,
        /// Whose place.
        from: PersonId,
        /// Who has it now.
        to: PersonId,
        /// Who gave it: the approver or an administrator.
        by: PersonId,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comment: Option<TextRef>,
    },
    /// More people may decide in groups that let their time pass.
    Escalated {
        /// The stage, from 1.
        stage: u16,
        /// The places of the groups in the stage, from 1.
        groups: BTreeSet<u16>,
        /// Who may decide as well.
        to: BTreeSet<PersonId>,
        /// Who escalated; nobody when the deadline did.
        by: Option<PersonId>,
    },
    /// Those who have not decided were reminded.
    Reminded {
        /// The stage, from 1.
        stage: u16,
        /// The places of the groups in the stage, from 1.
        groups: BTreeSet<u16>,
        /// Who reminded; nobody when the deadline did.
        by: Option<PersonId>,
        /// When.
        at: DateTime<Utc>,
    },
    /// The time of some groups began anew; that of the others stays.
    DeadlineMoved {
        /// The stage, from 1.
        stage: u16,
        /// When they have to have decided.
        due: Vec<Due>,
    },
    /// Groups let their time pass, and their rule returns the order then.
    DeadlinePassed {
        /// The stage, from 1.
        stage: u16,
        /// The places of the groups in the stage, from 1.
        groups: BTreeSet<u16>,
    },
    /// Some of a group lost the role by which they were asked; or too few of it could decide
    /// any more, so administrators took the places.
    Rerouted {
        /// The stage, from 1.
        stage: u16,
        /// The place of the group in the stage, from 1.
        group: u16,
        /// Who cannot decide any more: blocked, gone, or without the role.
        lost: BTreeSet<PersonId>,
        /// The administrators who joined; nobody when enough are left.
        added: BTreeSet<PersonId>,
    },
    /// Too few are left to decide, even with the administrators: the order is returned.
    Stranded {
        /// The stage, from 1.
        stage: u16,
        /// The place of the group in the stage, from 1.
        group: u16,
    },
    /// The organization was blocked: nobody decides, and no time passes.
    Suspended {},
    /// The organization was unblocked: the time of the stage begins anew.
    Resumed {
        /// When the groups with a deadline have to have decided.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        due: Vec<Due>,
    },
}

impl DomainEvent for CaseEvent {
    fn event_type(&self) -> String {
        self.as_ref().to_owned()
    }

    fn event_version(&self) -> String {
        Self::current_version(self.as_ref()).to_owned()
    }
}

impl JournalEvent for CaseEvent {
    const NAMES: &'static [&'static str] = Self::VARIANTS;
}

//! What happened in a case.

use std::collections::BTreeSet;

use cqrs_es::DomainEvent;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantNames};

use crate::approvals::policy::{Group, RuleId};
use crate::journal::JournalEvent;
use crate::vocabulary::{CaseId, OrderId, OrganizationId, PersonId, Revision, TextRef};

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

/// Everything that a case is decided by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// The case.
    pub case: CaseId,
    /// The organization.
    pub organization: OrganizationId,
    /// The order.
    pub order: OrderId,
    /// The round of the order's approval, from 1.
    pub round: u32,
    /// Who asks.
    pub requester: PersonId,
    /// Others whose own order it is.
    pub authors: BTreeSet<PersonId>,
    /// Those who may decide although the order is their own, because a rule allows it.
    pub own_allowed: BTreeSet<PersonId>,
    /// The revision of the order.
    pub revision: Revision,
    /// The version of the policy that asks.
    pub policy_version: u32,
    /// The rules that matched.
    pub rules: Vec<RuleId>,
    /// The stages in their order, with the people of each.
    pub stages: Vec<Vec<Group>>,
}

/// What happened in a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, strum::AsRefStr, VariantNames)]
pub enum CaseEvent {
    /// People were asked.
    Opened(Box<Opening>),
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
    /// One of them decided.
    Decided {
        /// The stage, from 1.
        stage: u16,
        /// Who.
        by: PersonId,
        /// What.
        decision: Decision,
        /// Why.
        comment: Option<TextRef>,
        /// On which revision of the order.
        revision: Revision,
    },
    /// All groups of a stage agreed.
    StageCompleted {
        /// The stage, from 1.
        stage: u16,
    },
    /// All stages agreed.
    Granted {},
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

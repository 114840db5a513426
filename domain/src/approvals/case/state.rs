//! A case as its history left it.

use cqrs_es::{Aggregate, event_sink::EventSink};
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString};

use super::command::CaseCommand;
use super::decide::decide;
use super::error::CaseError;
use super::event::{CaseEvent, Decision, Opening};
use crate::journal::{Stream, Tenant, record};
use crate::vocabulary::{PersonId, TextRef};

/// How a case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Display, EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Outcome {
    /// All agreed who had to.
    Granted,
    /// The order went back for rework.
    Returned,
    /// The order was rejected for good.
    Rejected,
    /// The order was taken back.
    Withdrawn,
    /// The order was cancelled.
    Voided,
}

impl Outcome {
    /// The outcome in a few Russian words.
    pub const fn in_russian(self) -> &'static str {
        match self {
            Self::Granted => "заказ согласован",
            Self::Returned => "заказ возвращён на доработку",
            Self::Rejected => "заказ отклонён",
            Self::Withdrawn => "заказ отозван",
            Self::Voided => "заказ отменён",
        }
    }
}

/// A decision as the case remembers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedDecision {
    /// The stage, from 1.
    pub stage: u16,
    /// Who.
    pub by: PersonId,
    /// What.
    pub decision: Decision,
    /// Why.
    pub comment: Option<TextRef>,
}

/// A case as its history left it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovalCase {
    opening: Option<Box<Opening>>,
    completed: u16,
    decisions: Vec<RecordedDecision>,
    outcome: Option<Outcome>,
}

impl ApprovalCase {
    /// What was asked, once opened.
    pub fn opening(&self) -> Option<&Opening> {
        self.opening.as_deref()
    }

    /// How it ended, if it did.
    pub const fn outcome(&self) -> Option<Outcome> {
        self.outcome
    }

    /// All decisions, in their order.
    pub fn decisions(&self) -> &[RecordedDecision] {
        &self.decisions
    }

    /// The number of stages that are complete.
    pub const fn completed(&self) -> u16 {
        self.completed
    }
}

impl Stream for ApprovalCase {
    fn tenant(&self) -> Option<Tenant> {
        self.opening().map(|opening| opening.organization.into())
    }
}

impl Aggregate for ApprovalCase {
    const TYPE: &'static str = "approval_case";
    type Command = CaseCommand;
    type Event = CaseEvent;
    type Error = CaseError;
    type Services = ();

    async fn handle(
        &mut self,
        command: CaseCommand,
        (): &(),
        sink: &EventSink<Self>,
    ) -> Result<(), CaseError> {
        record(decide(self, command)?, self, sink).await;
        Ok(())
    }

    fn apply(&mut self, event: CaseEvent) {
        match event {
            CaseEvent::Opened(opening) => self.opening = Some(opening),
            CaseEvent::StoodIn { stage, group, by } => self.let_in(stage, group, by),
            CaseEvent::Decided { stage, by, decision, comment, .. } => {
                self.decisions.push(RecordedDecision { stage, by, decision, comment });
            }
            CaseEvent::StageCompleted { stage } => self.completed = stage,
            CaseEvent::Granted {} => self.outcome = Some(Outcome::Granted),
            CaseEvent::Returned {} => self.outcome = Some(Outcome::Returned),
            CaseEvent::Rejected {} => self.outcome = Some(Outcome::Rejected),
            CaseEvent::Withdrawn { .. } => self.outcome = Some(Outcome::Withdrawn),
            CaseEvent::Voided {} => self.outcome = Some(Outcome::Voided),
        }
    }
}

impl ApprovalCase {
    fn let_in(&mut self, stage: u16, group: u16, person: PersonId) {
        let stages = self.opening.as_mut().map(|opening| &mut opening.stages);
        let groups = stages.and_then(|stages| stages.get_mut(usize::from(stage).checked_sub(1)?));
        if let Some(group) = groups.and_then(|groups| groups.get_mut(usize::from(group).checked_sub(1)?)) {
            group.people.insert(person);
            group.stand_in = true;
        }
    }
}

//! A case as its history left it.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use cqrs_es::{Aggregate, event_sink::EventSink};
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString};

use super::command::CaseCommand;
use super::decide::decide;
use super::due::Due;
use super::error::CaseError;
use super::event::CaseEvent;
use super::opening::Opening;
use super::recorded::{Answer, Question, RecordedDecision};
use crate::approvals::policy::Group;
use crate::journal::{Stream, Tenant, record};
use crate::vocabulary::{PersonId, Revision};

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

/// A case as its history left it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovalCase {
    opening: Option<Box<Opening>>,
    completed: u16,
    decisions: Vec<RecordedDecision>,
    revised: Option<Revision>,
    due: Vec<Due>,
    escalated: BTreeSet<u16>,
    reminded_at: Option<DateTime<Utc>>,
    questions: Vec<Question>,
    suspended: bool,
    forced_by: Option<PersonId>,
    outcome: Option<Outcome>,
}

impl ApprovalCase {
    /// What was asked, once opened. The people of its groups are those of now: who joined
    /// and who gave the place to another is in it.
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

    /// What is approved: the revision of the order as it was opened with, or as the last
    /// approval with changes left it.
    pub fn revision(&self) -> Option<Revision> {
        self.revised.or_else(|| self.opening().map(|opening| opening.revision))
    }

    /// When the groups of the current stage that have a deadline have to have decided.
    pub fn due(&self) -> &[Due] {
        &self.due
    }

    /// The groups of the current stage that were escalated, from 1.
    pub const fn escalated(&self) -> &BTreeSet<u16> {
        &self.escalated
    }

    /// When the people of the current stage were last reminded.
    pub const fn reminded_at(&self) -> Option<DateTime<Utc>> {
        self.reminded_at
    }

    /// All questions with their answers, in their order.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// Whether nobody may decide because the organization is blocked.
    pub const fn is_suspended(&self) -> bool {
        self.suspended
    }

    /// The administrator who let the order pass without those who were asked.
    pub const fn forced_by(&self) -> Option<PersonId> {
        self.forced_by
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
            CaseEvent::StageStarted { due, .. } => self.start(due),
            CaseEvent::Decided {
                stage,
                by,
                on_behalf_of,
                decision,
                comment,
                line_comments,
                cuts,
                revision,
            } => {
                self.decisions.push(RecordedDecision {
                    stage,
                    by,
                    on_behalf_of,
                    decision,
                    comment,
                    line_comments,
                    cuts,
                    revision,
                });
            }
            CaseEvent::Revised { revision } => self.revised = Some(revision),
            CaseEvent::StageCompleted { stage } => {
                self.completed = stage;
                self.start(Vec::new());
            }
            CaseEvent::Forced { by, .. } => self.forced_by = Some(by),
            CaseEvent::Granted {} => self.outcome = Some(Outcome::Granted),
            CaseEvent::Returned {} => self.outcome = Some(Outcome::Returned),
            CaseEvent::Rejected {} => self.outcome = Some(Outcome::Rejected),
            CaseEvent::Withdrawn { .. } => self.outcome = Some(Outcome::Withdrawn),
            CaseEvent::Voided {} => self.outcome = Some(Outcome::Voided),
            CaseEvent::Suspended {} => {
                self.suspended = true;
                self.due.clear();
            }
            CaseEvent::Resumed { due } => {
                self.suspended = false;
                self.due = due;
            }
            CaseEvent::DeadlinePassed { .. } | CaseEvent::Stranded { .. } => {}
            other => self.change(other),
        }
    }
}

impl ApprovalCase {
    /// What changes who is asked and until when, and what is said meanwhile.
    fn change(&mut self, event: CaseEvent) {
        match event {
            CaseEvent::StoodIn { stage, group, by } => {
                if let Some(group) = self.group_mut(stage, group) {
                    group.let_administrators_in([by]);
                }
            }
            CaseEvent::Reassigned { stage, from, to, .. } => self.reassign(stage, from, to),
            CaseEvent::Escalated { stage, groups, to, .. } => self.escalate(stage, groups, &to),
            CaseEvent::Rerouted { stage, group, lost, added } => {
                if let Some(group) = self.group_mut(stage, group) {
                    group.let_go(&lost);
                    if !added.is_empty() {
                        group.let_administrators_in(added);
                    }
                }
            }
            CaseEvent::Reminded { at, .. } => self.reminded_at = Some(at),
            CaseEvent::DeadlineMoved { due, .. } => self.move_deadlines(&due),
            CaseEvent::QuestionAsked { question, by, text } => {
                let stage = self.completed + 1;
                self.questions.push(Question { number: question, stage, by, text, answer: None });
            }
            CaseEvent::QuestionAnswered { question, by, text } => {
                if let Some(asked) = self.questions.iter_mut().find(|asked| asked.number == question) {
                    asked.answer = Some(Answer { by, text });
                }
            }
            _ => {}
        }
    }

    /// A stage begins: nobody was reminded and nothing escalated in it.
    fn start(&mut self, due: Vec<Due>) {
        self.due = due;
        self.escalated.clear();
        self.reminded_at = None;
    }

    fn group_mut(&mut self, stage: u16, group: u16) -> Option<&mut Group> {
        let stages = &mut self.opening.as_mut()?.stages;
        stages.get_mut(usize::from(stage).checked_sub(1)?)?.get_mut(usize::from(group).checked_sub(1)?)
    }

    fn reassign(&mut self, stage: u16, from: PersonId, to: PersonId) {
        let stages = self.opening.as_mut().map(|opening| &mut opening.stages);
        let groups = stages.and_then(|stages| stages.get_mut(usize::from(stage).checked_sub(1)?));
        for group in groups.into_iter().flatten() {
            if group.people.contains(&from) {
                group.let_go(&[from].into());
                group.let_in([to]);
            }
        }
    }

    fn escalate(&mut self, stage: u16, groups: BTreeSet<u16>, to: &BTreeSet<PersonId>) {
        for place in &groups {
            if let Some(group) = self.group_mut(stage, *place) {
                group.let_in(to.iter().copied());
            }
        }
        self.escalated.extend(groups);
    }

    fn move_deadlines(&mut self, moved: &[Due]) {
        self.due.retain(|due| !moved.iter().any(|it| it.group == due.group));
        self.due.extend(moved);
        self.due.sort_by_key(|due| due.group);
    }
}
